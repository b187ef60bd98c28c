package io.github.softmaxregression.cli;

import io.github.softmaxregression.benchmark.Benchmark;
import io.github.softmaxregression.benchmark.BenchmarkReport;
import io.github.softmaxregression.benchmark.Measurement;
import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFileOption;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.cli.output.LongWork;
import io.github.softmaxregression.store.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells how fast the program is on this machine. */
@Command(
    name = "benchmark",
    description =
        "Measures reading, training, evaluation, prediction, start-up and memory, and how near"
            + " training is to the limit of this machine.",
    subcommands = BenchmarkPhotographsCommand.class)
final class BenchmarkCommand extends CommandPart implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private DeviceOptions device;

  @Option(names = "--runs", paramLabel = "N")
  private int runs = 5;

  @Mixin private FigureFileOption figure;
  @Mixin private FormatOption format;

  private record Output(
      Map<String, String> versions, String backend, int processors, BenchmarkReport benchmark) {}

  @Override
  public Integer call() throws IOException {
    device.check();
    requireRange("--runs", runs, 1, 1000);
    figure.check();
    device.start();
    String backend = device.choice().toString();
    int processors = Runtime.getRuntime().availableProcessors();
    if (format.isJson()) {
      format.print(new Output(Versions.all(), backend, processors, measure()));
      return 0;
    }
    String java = System.getProperty("java.version");
    int warmUps = Benchmark.WARM_UPS;
    printf("Benchmark on %d processors, Java %s, ND4J's %s%n", processors, java, backend);
    printf("medians of %d runs; parts of the program after %d more to warm up%n%n", runs, warmUps);
    printf("%-42s  %10s  %10s  %7s%n", "", "time", "images/s", "x limit");
    BenchmarkReport report = measure();
    long bytes = report.peakBytes();
    String peak = bytes == 0 ? "not known" : "%,.0f MB".formatted(bytes / 1e6);
    printf("%-42s  %10s%n", "peak memory of training", peak);
    figure.write(report::figure);
    return 0;
  }

  private BenchmarkReport measure() throws IOException {
    Path folder = Files.createTempDirectory("softmax-regression-benchmark");
    Thread cleanUp = new Thread(() -> abandon(folder));
    Runtime.getRuntime().addShutdownHook(cleanUp);
    try (LongWork work = new LongWork(spec().name(), err(), isWatched(), "nothing is kept")) {
      List<String> options = new ArrayList<>(data.absoluteArguments());
      options.addAll(device.arguments());
      return new Benchmark(data.source(), runs, listener(work))
          .run(SelfLauncher.command(), options, folder);
    } finally {
      // While the process is ending already, the hook does it.
      if (remove(cleanUp)) {
        FileUtils.deleteDirectory(folder.toFile());
      }
    }
  }

  private Benchmark.Listener listener(LongWork work) {
    return new Benchmark.Listener() {
      @Override
      public void begins(String name, double share) {
        work.at(share, "%s", name);
      }

      @Override
      public void measured(Measurement measurement) {
        work.clear();
        print(measurement);
      }
    };
  }

  private static boolean remove(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Leaves neither a process nor a file behind when the benchmark is stopped. */
  private static void abandon(Path folder) {
    List<ProcessHandle> children = ProcessHandle.current().children().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
    FileUtils.deleteQuietly(folder.toFile());
  }

  private void print(Measurement measurement) {
    Double ratio = measurement.timesLimit();
    format.say(
        "%-42s  %10s  %,10.0f%s%n",
        measurement.name(),
        measurement.time(),
        measurement.imagesPerSecond(),
        ratio == null ? "" : "  %7.2f".formatted(ratio));
  }
}
