package io.github.softmaxregression.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs Java piece by piece, in this process and with this program's classes: the JDK's own JShell.
 * What one piece declares the next ones can use.
 */
public final class JavaEngine implements AutoCloseable {
  /** What is shown: values, not what declarations and assignments leave in a variable. */
  private static final Set<Snippet.SubKind> VALUES =
      EnumSet.of(
          Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND,
          Snippet.SubKind.VAR_VALUE_SUBKIND,
          Snippet.SubKind.OTHER_EXPRESSION_SUBKIND);

  private final Execution execution = new Execution();
  private final JShell shell;

  /** An engine that has run nothing yet. */
  public JavaEngine() {
    shell = JShell.builder().executionEngine(new Provider(execution), Map.of()).build();
    shell.addToClasspath(System.getProperty("java.class.path"));
  }

  /**
   * Runs code.
   *
   * @return the value of its last expression, or null if it ends with something else or a semicolon
   * @throws CellException if it does not compile or throws; what came before it has been run
   */
  public Object run(String source) throws CellException {
    Object value = null;
    String rest = source;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String snippet = next.source() == null ? rest : next.source();
      value = runSnippet(snippet);
      rest = next.source() == null ? "" : next.remaining();
    }
    return source.strip().endsWith(";") ? null : value;
  }

  private Object runSnippet(String source) throws CellException {
    Object value = null;
    for (SnippetEvent event : shell.eval(source)) {
      if (event.status() == Snippet.Status.REJECTED) {
        throw new CellException(diagnostics(event.snippet()));
      }
      if (event.exception() != null) {
        throw failure(event.exception());
      }
      if (event.causeSnippet() == null && VALUES.contains(event.snippet().subKind())) {
        value = execution.value;
      }
    }
    return value;
  }

  private String diagnostics(Snippet snippet) {
    return shell
        .diagnostics(snippet)
        .map(each -> each.getMessage(Locale.ROOT).strip())
        .collect(Collectors.joining("\n"));
  }

  private CellException failure(JShellException exception) {
    Throwable cause = execution.thrown == null ? exception : execution.thrown;
    String name =
        exception instanceof EvalException eval
            ? eval.getExceptionClassName()
            : exception.getClass().getName();
    return new CellException(name + ": " + exception.getMessage(), cause);
  }

  /** How code could go on from a position in it: what fits there. */
  List<String> completions(String source, int position, int[] anchor) {
    return shell.sourceCodeAnalysis().completionSuggestions(source, position, anchor).stream()
        .map(suggestion -> suggestion.continuation())
        .distinct()
        .toList();
  }

  /** Whether code is whole, or goes on in the next line. */
  boolean isComplete(String source) {
    return shell.sourceCodeAnalysis().analyzeCompletion(source).completeness().isComplete();
  }

  @Override
  public void close() {
    shell.close();
  }

  /** Keeps the values themselves; JShell itself hands out only their text. */
  private static final class Execution extends DirectExecutionControl {
    private Object value;
    private Throwable thrown;

    @Override
    protected String invoke(Method method) throws Exception {
      value = null;
      thrown = null;
      try {
        value = method.invoke(null, new Object[0]);
      } catch (InvocationTargetException e) {
        thrown = e.getCause();
        throw e;
      }
      return valueString(value);
    }
  }

  /** Gives JShell the one way of execution that is wanted. */
  private record Provider(Execution execution) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "this process";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return execution;
    }
  }
}
