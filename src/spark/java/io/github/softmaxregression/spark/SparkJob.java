package io.github.softmaxregression.spark;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.backend.Threads;
import io.github.softmaxregression.cli.output.ErrorLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives jobs a session, streams, errors in one line and the exit codes 0, 1 and 2. */
@Command(mixinStandardHelpOptions = true)
abstract class SparkJob implements Callable<Integer> {
  /** Matches Spark's message about a task that failed for the last time. */
  private static final Pattern FAILURE =
      Pattern.compile("most recent failure: [^\n]*?\\(TID[^\n]*?\\): ([^\n]*)");

  @Spec private CommandSpec spec;

  /**
   * Does the work.
   *
   * @return the exit code
   */
  abstract int run(SparkSession spark) throws IOException;

  /** Runs a job and, where it fails, ends the process with its exit code. */
  static void main(SparkJob job, String... args) {
    // Prints numbers alike everywhere.
    Locale.setDefault(Locale.ROOT);
    int exitCode = execute(job, args);
    if (exitCode != 0) { // Spark takes a normal end of main for success
      System.exit(exitCode);
    }
  }

  /** Runs a job. */
  static int execute(SparkJob job, String... args) {
    quieten();
    CommandLine commandLine = new CommandLine(job);
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    commandLine.setUsageHelpAutoWidth(false);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(ErrorLine::badCommandLine);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> ErrorLine.failedWork(exception, command.getErr()));
    return commandLine.execute(args);
  }

  @Override
  public Integer call() throws Exception {
    SparkConf conf = new SparkConf();
    // Gives a task one thread: in small matrix products more only wait for each other.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    conf.setIfMissing("spark.ui.showConsoleProgress", "true");
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", spec.name());
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      return run(spark);
    } catch (Exception e) { // Scala does not declare what it throws
      throw explained(e);
    }
  }

  /**
   * Silences Spark's log, unless Log4j was given a configuration: a failed task is tried again, and
   * if that does not help the job's last line tells.
   */
  static void quieten() {
    if (System.getProperty("log4j2.configurationFile") == null) {
      var builder = ConfigurationBuilderFactory.newConfigurationBuilder();
      // Spark takes a configuration without an appender for none, and makes its own.
      builder.add(builder.newAppender("unused", "CONSOLE"));
      builder.add(builder.newRootLogger(Level.OFF).add(builder.newAppenderRef("unused")));
      Configurator.reconfigure(builder.build());
    }
  }

  /** Reduces an executor's failure to its message, without the stack traces of both sides. */
  private static Exception explained(Exception error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      Matcher failure = FAILURE.matcher(String.valueOf(each.getMessage()));
      if (failure.find()) {
        return new IOException("a task failed on an executor: " + failure.group(1), error);
      }
    }
    return error;
  }

  /** Starts ND4J on the CPU with one thread a task, once in a process, driver or executor. */
  static synchronized void startNd4j() {
    BackendChoice.of(Device.CPU).start();
    Threads.use(1);
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
