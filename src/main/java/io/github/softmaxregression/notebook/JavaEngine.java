package io.github.softmaxregression.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs Java piece by piece, in this process and with this program's classes, by the JDK's own
 * JShell. Later pieces can use what earlier ones declare.
 */
public final class JavaEngine implements AutoCloseable {
  /** Selects what is shown: values, not what declarations and assignments leave in a variable. */
  private static final Set<SubKind> VALUES =
      Set.of(
          SubKind.TEMP_VAR_EXPRESSION_SUBKIND,
          SubKind.VAR_VALUE_SUBKIND,
          SubKind.OTHER_EXPRESSION_SUBKIND);

  /** Reports a cell whose code does not compile, or that has thrown something: then its cause. */
  public static final class CellException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CellException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final Execution execution = new Execution();
  private final JShell shell;

  /** Starts an engine. */
  public JavaEngine() {
    shell = JShell.builder().executionEngine(execution, Map.of()).build();
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
      boolean whole = next.source() != null;
      value = runSnippet(whole ? next.source() : rest);
      rest = whole ? next.remaining() : "";
    }
    return source.strip().endsWith(";") ? null : value;
  }

  private Object runSnippet(String source) throws CellException {
    Object value = null;
    for (SnippetEvent event : shell.eval(source)) {
      if (event.status() == Snippet.Status.REJECTED) {
        throw new CellException(diagnostics(event.snippet()), null);
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
    Stream<String> messages = shell.diagnostics(snippet).map(each -> each.getMessage(Locale.ROOT));
    return messages.map(String::strip).collect(Collectors.joining("\n"));
  }

  private CellException failure(JShellException exception) {
    String name = exception.getClass().getName();
    if (exception instanceof EvalException eval) {
      name = eval.getExceptionClassName();
    }
    Throwable cause = execution.thrown == null ? exception : execution.thrown;
    return new CellException(name + ": " + exception.getMessage(), cause);
  }

  /** Suggests how code could go on from a position in it. */
  List<String> completions(String source, int position, int[] anchor) {
    return shell.sourceCodeAnalysis().completionSuggestions(source, position, anchor).stream()
        .map(suggestion -> suggestion.continuation())
        .distinct()
        .toList();
  }

  /** Tells whether code is whole, or goes on in the next line. */
  boolean isComplete(String source) {
    return shell.sourceCodeAnalysis().analyzeCompletion(source).completeness().isComplete();
  }

  @Override
  public void close() {
    shell.close();
  }

  /** Keeps the values themselves; JShell itself hands out only their text. */
  private static final class Execution extends DirectExecutionControl
      implements ExecutionControlProvider {
    private Object value;
    private Throwable thrown;

    @Override
    public String name() {
      return "this process";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return this;
    }

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
}
