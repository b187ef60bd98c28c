package io.github.softmaxregression.notebook;

import io.github.softmaxregression.notebook.Check.FailedCheckException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
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
    Map<Snippet, Position> declared = new LinkedHashMap<>();
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      boolean whole = next.source() != null;
      int blanks = rest.length() - rest.stripLeading().length();
      Position begin = new Position(source, source.length() - rest.length() + blanks);
      value = runSnippet((whole ? next.source() : rest).stripLeading(), begin, declared);
      rest = whole ? next.remaining() : "";
    }
    declared.forEach(this::requireResolved);
    return source.strip().endsWith(";") ? null : value;
  }

  /** Is where a piece of a cell's code begins in it, after blanks. */
  private record Position(String cell, int start) {
    /** Names the line at a position in the cell, and shows it below. */
    String at(int position, String problem) {
      String before = cell.substring(0, Math.min(position, cell.length()));
      return line(1 + (int) before.chars().filter(sign -> sign == '\n').count(), problem);
    }

    /** Names a line, counted from 1 where the piece begins, and shows it below. */
    String atLine(int line, String problem) {
      String before = cell.substring(0, start);
      return line(line + (int) before.chars().filter(sign -> sign == '\n').count(), problem);
    }

    private String line(int number, String problem) {
      String text = cell.lines().skip(number - 1).findFirst().orElse("");
      return "line %d: %s\n    %s".formatted(number, problem, text.strip());
    }
  }

  /** JShell takes bodies that name what is not there, and fails only when they are called. */
  private void requireResolved(Snippet snippet, Position begin) {
    if (snippet instanceof DeclarationSnippet declaration && shell.status(snippet).isActive()) {
      List<String> missing = shell.unresolvedDependencies(declaration).sorted().toList();
      if (!missing.isEmpty()) {
        String name = missing.get(0).replaceFirst("^\\w+ ", "").replaceFirst("\\(.*", "");
        Matcher place = Pattern.compile("\\b%s\\b".formatted(name)).matcher(snippet.source());
        int position = place.find() ? place.start() : 0;
        String problem = "cannot find symbol, symbol: " + missing.get(0);
        throw new CellException(begin.at(begin.start + position, problem), null);
      }
    }
  }

  private Object runSnippet(String source, Position begin, Map<Snippet, Position> declared)
      throws CellException {
    Object value = null;
    for (SnippetEvent event : shell.eval(source)) {
      if (event.causeSnippet() == null) {
        declared.put(event.snippet(), begin);
      }
      if (event.status() == Snippet.Status.REJECTED) {
        throw new CellException(diagnostics(event.snippet(), begin), null);
      }
      if (event.exception() != null) {
        throw failure(event, begin);
      }
      if (event.causeSnippet() == null && VALUES.contains(event.snippet().subKind())) {
        value = execution.value;
      }
    }
    return value;
  }

  private String diagnostics(Snippet snippet, Position begin) {
    return shell
        .diagnostics(snippet)
        .map(each -> begin.at(begin.start + (int) Math.max(0, each.getPosition()), message(each)))
        .collect(Collectors.joining("\n"));
  }

  /** Puts the compiler's message into one line, without the class that JShell wraps around it. */
  private static String message(Diag diagnostic) {
    return diagnostic
        .getMessage(Locale.ROOT)
        .lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .filter(line -> !line.isEmpty() && !line.startsWith("location:"))
        .collect(Collectors.joining(", "));
  }

  private CellException failure(SnippetEvent event, Position begin) {
    JShellException exception = event.exception();
    Throwable cause = execution.thrown == null ? exception : execution.thrown;
    if (cause instanceof FailedCheckException) {
      return new CellException(cause.getMessage(), cause);
    }
    String name = exception.getClass().getName();
    if (exception instanceof EvalException eval) {
      name = eval.getExceptionClassName();
    }
    String problem = name + ": " + exception.getMessage();
    String file = "#" + event.snippet().id();
    for (StackTraceElement frame : exception.getStackTrace()) {
      if (file.equals(frame.getFileName())) {
        return new CellException(begin.atLine(frame.getLineNumber(), problem), cause);
      }
    }
    return new CellException(problem, cause);
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
      return ""; // leaves out the value's text, which is not read: an array's takes seconds
    }
  }
}
