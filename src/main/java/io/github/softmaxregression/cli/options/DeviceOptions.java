package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.backend.Backend;
import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.backend.Threads;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** How a command computes: every command that uses ND4J starts it through here. */
public final class DeviceOptions extends CommandPart {
  private static final int MOST_THREADS = 1024;
  private static final String THREADS_VARIABLE = "OMP_NUM_THREADS";
  private static final String DEVICE_VARIABLE = "SOFTMAX_REGRESSION_DEVICE";

  @Option(names = "--device", paramLabel = "DEVICE")
  private String deviceOption;

  @Option(names = "--threads", paramLabel = "N")
  private Integer threads;

  @Option(names = "--verbose")
  private boolean verbose;

  private Device device;
  private BackendChoice choice;

  /** Checks the options before any work is done, and before any other thread is started. */
  public void check() {
    // Two threads that log for the first time at once would make SLF4J complain.
    LoggerFactory.getILoggerFactory();
    if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
      throw usage("--threads %d: expected 1 to %d", threads, MOST_THREADS);
    }
    // ND4J would fail on it, whatever --threads says.
    String variable = variable(THREADS_VARIABLE);
    if (variable != null && !variable.matches("[1-9]\\d{0,3}")) {
      throw usage(
          "%s '%s': expected a number of threads, or that it is not set",
          THREADS_VARIABLE, variable);
    }
    String origin = deviceOption == null ? DEVICE_VARIABLE : "--device";
    String asked = deviceOption == null ? variable(DEVICE_VARIABLE) : deviceOption;
    String name = asked == null ? "auto" : asked;
    device =
        Stream.of(Device.values())
            .filter(value -> value.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> usage("%s '%s': expected auto, cpu or gpu", origin, name));
    if (device == Device.GPU) {
      choice = BackendChoice.of(device); // if there is none, nothing else needs to be done
    }
  }

  /** Reads an environment variable; null if it is not set, or empty. */
  private static String variable(String name) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** Chooses the backend and starts ND4J. */
  public void start() {
    choice = choice == null ? BackendChoice.of(device) : choice;
    choice.start();
    tell("ND4J computes with %s (%s)", choice.backend().simpleName(), choice.reason());
    if (choice.backend() != Backend.CPU) {
      return;
    }
    String variable = variable(THREADS_VARIABLE);
    if (threads != null) {
      use(threads, "as --threads says");
    } else if (variable != null) {
      use(Integer.parseInt(variable), "as " + THREADS_VARIABLE + " says");
    } else {
      use(Runtime.getRuntime().availableProcessors(), "one for each processor");
    }
  }

  private void use(int chosen, String reason) {
    Threads.use(chosen);
    tell("up to %d thread%s for a minibatch, %s", chosen, chosen == 1 ? "" : "s", reason);
  }

  void tell(String format, Object... values) {
    if (verbose) {
      err().printf(format + "%n", values);
    }
  }

  /** What was asked for, by option, variable or default. */
  public Device wanted() {
    return device;
  }

  /** What ND4J was started with. */
  public BackendChoice choice() {
    return choice;
  }

  /** The options as they were given, for a process that computes likewise. */
  public List<String> arguments() {
    String name = device.name().toLowerCase(Locale.ROOT);
    return threads == null
        ? List.of("--device", name)
        : List.of("--device", name, "--threads", threads.toString());
  }
}
