package io.github.softmaxregression.spark;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;

/** Runs jobs in this process, on two threads, and keeps what they say. */
final class Jobs {
  /** The four files, as the default build has them. */
  static final String FASHION_MNIST = "src/main/resources/fashion-mnist";

  private Jobs() {}

  record Result(int exitCode, String out, String err) {}

  static Result run(SparkJob job, String... args) {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
      int exitCode = SparkJob.execute(job, args);
      return new Result(
          exitCode,
          printed.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8).replaceAll("(?m)^.*\r", ""));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** For what a test wants to prepare or read. */
  static SparkSession session() {
    SparkJob.quieten();
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }
}
