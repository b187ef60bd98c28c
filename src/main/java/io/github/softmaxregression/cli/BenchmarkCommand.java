package io.github.softmaxregression.cli;

import com.google.gson.GsonBuilder;
import io.github.softmaxregression.benchmark.Benchmark;
import io.github.softmaxregression.benchmark.BenchmarkReport;
import io.github.softmaxregression.benchmark.Measurement;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.store.Versions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells how fast the program is on this machine. */
@Command(
    name = "benchmark",
    description = "Measures reading, training, evaluation, prediction, start-up and memory.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class BenchmarkCommand implements Callable<Integer> {
  private static final int MOST_RUNS = 1000;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions compute;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs that a median is taken of. Default: ${DEFAULT-VALUE}.")
  private int runs = 5;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  /** Everything that the JSON holds. */
  private record Output(
      Map<String, String> versions, String backend, int processors, BenchmarkReport benchmark) {}

  @Override
  public Integer call() throws IOException {
    compute.check();
    if (runs < 1 || runs > MOST_RUNS) {
      throw new ParameterException(
          spec.commandLine(), "--runs %d: expected 1 to %d".formatted(runs, MOST_RUNS));
    }
    compute.start(
        Hyperparameters.DEFAULTS.batchSize(),
        FashionMnist.SIDE * FashionMnist.SIDE,
        FashionMnist.CLASSES);
    if (!json) {
      printHead();
    }
    BenchmarkReport report = measure();
    if (json) {
      Output output = new Output(Versions.all(), backend(), processors(), report);
      out().println(new GsonBuilder().setPrettyPrinting().create().toJson(output));
    } else {
      out().printf("%-42s  %10s%n", "peak memory of training", megabytes(report.peakBytes()));
    }
    return 0;
  }

  private BenchmarkReport measure() throws IOException {
    Path folder = Files.createTempDirectory("softmax-regression-benchmark");
    Thread cleanUp = new Thread(() -> abandon(folder));
    Runtime.getRuntime().addShutdownHook(cleanUp);
    try {
      List<String> options = new ArrayList<>(data.absoluteArguments());
      options.addAll(compute.arguments());
      return new Benchmark(data.source(), runs, json ? measurement -> {} : this::print)
          .run(SelfLauncher.command(), options, folder);
    } finally {
      // While the process is ending already, the hook does it.
      if (remove(cleanUp)) {
        delete(folder);
      }
    }
  }

  private static boolean remove(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** When somebody ends the benchmark: leaves neither a process nor a file behind. */
  private static void abandon(Path folder) {
    List<ProcessHandle> children = ProcessHandle.current().children().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
    try {
      delete(folder);
    } catch (IOException e) {
      // Nobody is left to be told; it lies in the folder for temporary files.
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void printHead() {
    out()
        .printf(
            "Benchmark on %d processors, Java %s, ND4J's %s%n"
                + "medians of %d runs; parts of the program after %d more to warm up%n%n"
                + "%-42s  %10s  %10s%n",
            processors(),
            System.getProperty("java.version"),
            backend(),
            runs,
            Benchmark.WARM_UPS,
            "",
            "time",
            "images/s");
    out().flush();
  }

  private void print(Measurement measurement) {
    out()
        .printf(
            "%-42s  %10s  %,10.0f%n",
            measurement.name(), time(measurement.seconds()), measurement.imagesPerSecond());
    out().flush();
  }

  private static String time(double seconds) {
    if (seconds >= 1) {
      return "%.2f s".formatted(seconds);
    }
    return seconds >= 1e-3
        ? "%.1f ms".formatted(seconds * 1e3)
        : "%.0f µs".formatted(seconds * 1e6);
  }

  private static String megabytes(long bytes) {
    return bytes == 0 ? "not known" : "%,.0f MB".formatted(bytes / 1e6);
  }

  private String backend() {
    return compute.choice().toString();
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
