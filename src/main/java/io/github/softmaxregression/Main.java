package io.github.softmaxregression;

import io.github.softmaxregression.cli.RootCommand;
import io.github.softmaxregression.cli.output.ErrorLine;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The doorway: streams and arguments go in, an exit code comes out. */
public final class Main {
  private final Output output;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;

  /**
   * A program that writes to the given streams.
   *
   * @param out receives results
   * @param err receives errors
   * @param terminal whether a person watches {@code out}
   */
  public Main(OutputStream out, OutputStream err, boolean terminal) {
    this.output = new Output(out);
    this.out = new PrintWriter(output, true, StandardCharsets.UTF_8);
    this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
    this.terminal = terminal;
  }

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    // Numbers print the same everywhere, whatever the user's locale.
    Locale.setDefault(Locale.ROOT);
    // JavaCPP would ask the system for the process's memory at every allocation.
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    // When memory runs out, Deeplearning4j would write a report into the working folder.
    System.setProperty("org.deeplearning4j.crash.reporting.enabled", "false");
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.exit(new Main(out, err, isTerminal()).run(args));
  }

  /**
   * Runs a command; without arguments, as from an IDE, it trains.
   *
   * @return 0 done, 1 the work failed, 2 the command line was wrong
   */
  public int run(String... args) {
    String[] arguments = args.length == 0 ? new String[] {"train"} : args;
    try {
      int exitCode = RootCommand.commandLine(arguments[0], out, err, terminal).execute(arguments);
      out.flush();
      return exitCode == 0 && output.isIncomplete() ? ErrorLine.failedOutput(err) : exitCode;
    } catch (Throwable e) { // errors too: out of memory, or natives that do not load
      return ErrorLine.failedWork(e, err);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** Remembers what a PrintWriter keeps to itself: that something could not be written. */
  private static final class Output extends FilterOutputStream {
    private IOException failure;

    Output(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      try {
        out.write(bytes, start, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    /** Whether something is missing that a reader wants: one that leaves early does not. */
    boolean isIncomplete() {
      return failure != null && !"Broken pipe".equals(failure.getMessage());
    }
  }

  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      // From Java 22 on there is a console without a terminal too, and this method to ask it.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
