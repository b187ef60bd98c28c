package io.github.softmaxregression;

import io.github.softmaxregression.cli.RootCommand;
import io.github.softmaxregression.cli.output.ErrorLine;
import io.github.softmaxregression.cli.output.ProgressLine;
import io.github.softmaxregression.data.Spelling;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.io.output.ProxyOutputStream;

/** The doorway: streams and arguments go in, an exit code comes out. */
public final class Main {
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\u2028\u2029&&[^\n\r\t\u200c\u200d]]");

  private final Output output;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;

  /** Makes a program that writes results and errors; on a terminal a person watches. */
  public Main(OutputStream out, OutputStream err, boolean terminal) {
    this.output = new Output(out);
    this.out = new PrintWriter(output, true, StandardCharsets.UTF_8);
    this.err = new PrintWriter(new Output(err), true, StandardCharsets.UTF_8);
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
    // Java calls the home of a user whom the system does not know "?", as in some containers.
    if ("?".equals(System.getProperty("user.home"))) {
      String temporary = System.getProperty("java.io.tmpdir");
      System.setProperty("user.home", System.getenv().getOrDefault("HOME", temporary));
    }
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.exit(new Main(out, err, isTerminal() && !ProgressLine.isRedirected()).run(args));
  }

  /**
   * Runs a command; without arguments, as from an IDE, it trains.
   *
   * @return 0 done, 1 the work failed, 2 the command line was wrong
   */
  public int run(String... args) {
    String[] arguments = args.length == 0 ? new String[] {"train"} : args;
    try {
      if (System.getProperty("user.dir").contains(Spelling.UNKNOWN)) {
        Spelling.requireKnown(System.getProperty("user.dir"));
      }
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
  private static final class Output extends ProxyOutputStream {
    private IOException failure;

    Output(OutputStream out) {
      super(out);
    }

    /** Lets no command for a terminal through; encoders give whole characters. */
    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      String text = new String(bytes, start, length, StandardCharsets.UTF_8);
      super.write(UNSEEN.matcher(text).replaceAll("?").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void handleIOException(IOException e) throws IOException {
      failure = e;
      throw e;
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
    } catch (ReflectiveOperationException e) {
      return e instanceof NoSuchMethodException;
    }
  }
}
