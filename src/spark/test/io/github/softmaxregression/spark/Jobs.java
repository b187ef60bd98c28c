package io.github.softmaxregression.spark;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;

/** Runs jobs in this process, on two threads, and captures their output. */
final class Jobs {
  /** Holds the four IDX files. */
  static final String FASHION_MNIST = "../main/resources/fashion-mnist";

  private Jobs() {}

  record Result(int exitCode, String out, String err) {}

  static Result run(SparkJob job, String... args) {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
      int exitCode = SparkJob.execute(job, args);
      return new Result(
          exitCode,
          printed.toString(StandardCharsets.UTF_8),
          errors.toString(StandardCharsets.UTF_8).replaceAll("(?m)^.*\r", ""));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Opens a session in which a test prepares or reads data. */
  static SparkSession session() {
    SparkJob.quieten();
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }
}
