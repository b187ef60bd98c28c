package io.github.softmaxregression.cli;

import io.github.softmaxregression.model.Nd4jThreads;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command computes. */
final class ComputeOptions {
  private static final int MOST_THREADS = 1024;
  private static final String ENVIRONMENT = System.getenv("OMP_NUM_THREADS");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of ND4J. Default: OMP_NUM_THREADS, or what suits the minibatch's size.")
  private Integer threads;

  @Option(names = "--verbose", description = "Tell on standard error how it computes.")
  private boolean verbose;

  /** Checks the options before any work is done, and before any other thread is started. */
  void check() {
    // Two threads that log for the first time at once would make SLF4J complain.
    LoggerFactory.getILoggerFactory();
    if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
      throw new ParameterException(
          spec.commandLine(), "--threads %d: expected 1 to %d".formatted(threads, MOST_THREADS));
    }
    // ND4J would fail on it, whatever --threads says.
    if (ENVIRONMENT != null && !ENVIRONMENT.matches("[1-9]\\d{0,3}")) {
      throw new ParameterException(
          spec.commandLine(),
          "OMP_NUM_THREADS '%s': expected a number of threads, or that it is not set"
              .formatted(ENVIRONMENT));
    }
  }

  /** Starts ND4J for work on minibatches of a size. */
  void start(long examples, long inputs, long classes) {
    int chosen;
    String reason;
    if (threads != null) {
      chosen = threads;
      reason = "as --threads says";
    } else if (ENVIRONMENT != null) {
      chosen = Integer.parseInt(ENVIRONMENT);
      reason = "as OMP_NUM_THREADS says";
    } else {
      chosen = Nd4jThreads.fastestFor(examples, inputs, classes);
      reason = "for minibatches of %,d x %,d and %,d classes".formatted(examples, inputs, classes);
    }
    Nd4jThreads.use(chosen);
    if (verbose) {
      spec.commandLine()
          .getErr()
          .printf("ND4J uses %d thread%s, %s%n", chosen, chosen == 1 ? "" : "s", reason);
    }
  }

  /** The number of threads as it was given, for a process that computes likewise. */
  List<String> arguments() {
    return threads == null ? List.of() : List.of("--threads", threads.toString());
  }
}
