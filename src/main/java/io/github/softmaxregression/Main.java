package io.github.softmaxregression;

import io.github.softmaxregression.cli.ErrorLine;
import io.github.softmaxregression.cli.SoftmaxRegression;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** The doorway: streams and arguments go in, an exit code comes out. */
public final class Main {
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
  public Main(PrintStream out, PrintStream err, boolean terminal) {
    this.out = new PrintWriter(out, true, StandardCharsets.UTF_8);
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
    Main program = new Main(utf8(FileDescriptor.out), utf8(FileDescriptor.err), isTerminal());
    System.exit(program.run(args));
  }

  /**
   * Runs a command; without arguments, as from an IDE, it trains.
   *
   * @return 0 done, 1 the work failed, 2 the command line was wrong
   */
  public int run(String... args) {
    String[] arguments = args.length == 0 ? new String[] {"train"} : args;
    try {
      CommandLine commandLine = SoftmaxRegression.commandLine(arguments[0], out, err, terminal);
      return commandLine.execute(arguments);
    } catch (Throwable e) { // errors too: out of memory, or natives that do not load
      return ErrorLine.failedWork(e, err);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
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
