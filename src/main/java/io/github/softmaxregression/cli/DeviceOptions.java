package io.github.softmaxregression.cli;

import io.github.softmaxregression.backend.Backend;
import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.Device;
import io.github.softmaxregression.backend.Nd4jThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command computes: every command that uses ND4J starts it through here. */
final class DeviceOptions {
  private static final int MOST_THREADS = 1024;
  private static final String THREADS_VARIABLE = "OMP_NUM_THREADS";
  private static final String DEVICE_VARIABLE = "SOFTMAX_REGRESSION_DEVICE";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "auto (the GPU where it is usable), cpu or gpu. Default: "
              + DEVICE_VARIABLE
              + ", or auto.")
  private String deviceOption;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of ND4J on the CPU. Default: "
              + THREADS_VARIABLE
              + ", or what suits the minibatch's size.")
  private Integer threads;

  @Option(names = "--verbose", description = "Tell on standard error how it computes.")
  private boolean verbose;

  private Device device;
  private BackendChoice choice;

  /** Checks the options before any work is done, and before any other thread is started. */
  void check() {
    // Two threads that log for the first time at once would make SLF4J complain.
    LoggerFactory.getILoggerFactory();
    if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
      throw new ParameterException(
          spec.commandLine(), "--threads %d: expected 1 to %d".formatted(threads, MOST_THREADS));
    }
    // ND4J would fail on it, whatever --threads says.
    String variable = System.getenv(THREADS_VARIABLE);
    if (isSet(variable) && !variable.matches("[1-9]\\d{0,3}")) {
      throw new ParameterException(
          spec.commandLine(),
          "%s '%s': expected a number of threads, or that it is not set"
              .formatted(THREADS_VARIABLE, variable));
    }
    device = device();
    if (device == Device.GPU) {
      choice = BackendChoice.of(device); // if there is none, nothing else needs to be done
    }
  }

  private Device device() {
    String variable = System.getenv(DEVICE_VARIABLE);
    if (deviceOption != null) {
      return device("--device", deviceOption);
    }
    return isSet(variable) ? device(DEVICE_VARIABLE, variable) : Device.AUTO;
  }

  private Device device(String origin, String name) {
    return Stream.of(Device.values())
        .filter(value -> value.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "%s '%s': expected auto, cpu or gpu".formatted(origin, name)));
  }

  private static boolean isSet(String variable) {
    return variable != null && !variable.isEmpty();
  }

  /** Chooses the backend and starts ND4J with as many threads as given, unless options say more. */
  void startLike(int before) {
    threads = threads == null ? (Integer) before : threads;
    start(0, 0, 0);
  }

  /** Chooses the backend and starts ND4J, for work on minibatches of a size. */
  void start(long examples, long inputs, long classes) {
    if (choice == null) {
      choice = BackendChoice.of(device);
    }
    choice.start();
    tell("ND4J computes with %s (%s)", choice.backend().simpleName(), choice.reason());
    if (choice.backend() == Backend.CPU) {
      useThreads(examples, inputs, classes);
    }
  }

  private void useThreads(long examples, long inputs, long classes) {
    String variable = System.getenv(THREADS_VARIABLE);
    int chosen;
    String reason;
    if (threads != null) {
      chosen = threads;
      reason = "as --threads says";
    } else if (isSet(variable)) {
      chosen = Integer.parseInt(variable);
      reason = "as " + THREADS_VARIABLE + " says";
    } else {
      chosen = Nd4jThreads.fastestFor(examples, inputs, classes);
      reason = "for minibatches of %,d x %,d and %,d classes".formatted(examples, inputs, classes);
    }
    Nd4jThreads.use(chosen);
    tell("ND4J uses %d thread%s, %s", chosen, chosen == 1 ? "" : "s", reason);
  }

  private void tell(String format, Object... values) {
    if (verbose) {
      spec.commandLine().getErr().printf(format + "%n", values);
    }
  }

  /** What was asked for, by option, variable or default. */
  Device wanted() {
    return device;
  }

  /** What ND4J was started with. */
  BackendChoice choice() {
    return choice;
  }

  /** The options as they were given, for a process that computes likewise. */
  List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(List.of("--device", device.name().toLowerCase(Locale.ROOT)));
    if (threads != null) {
      arguments.addAll(List.of("--threads", threads.toString()));
    }
    return arguments;
  }
}
