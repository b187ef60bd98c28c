package io.github.softmaxregression.cli;

import io.github.softmaxregression.backend.BackendReport;
import io.github.softmaxregression.backend.BackendReport.Availability;
import io.github.softmaxregression.backend.Gpu;
import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.store.Versions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what ND4J computes with here, and what else it could. */
@Command(name = "backend", description = "Tells what ND4J computes with on this machine, and why.")
final class BackendCommand extends CommandPart implements Callable<Integer> {
  private static final String ROW = "%-18s  %s%n";

  @Mixin private DeviceOptions device;

  @Mixin private FormatOption format;

  private record Output(BackendReport nd4j, Map<String, String> versions) {}

  @Override
  public Integer call() {
    device.check();
    device.start();
    BackendReport report = BackendReport.of(device.wanted(), device.choice());
    if (format.isJson()) {
      format.print(new Output(report, Versions.all()));
    } else {
      print(report);
    }
    return 0;
  }

  private void print(BackendReport report) {
    printf("ND4J computes with %s%n%n", device.choice());
    for (Availability backend : report.backends()) {
      printf(ROW, backend.name(), usable(backend));
    }
    for (int i = 0; i < report.gpus().size(); i++) {
      printf(ROW, "GPU " + i, describe(report.gpus().get(i)));
    }
    out().println();
    printf(ROW, "platform", report.platform());
    printf(ROW, "processors", report.processors());
    printf(ROW, "BLAS", report.blas());
    String threads =
        "%d of ND4J, %d of BLAS, up to %d for a minibatch"
            .formatted(report.openMpThreads(), report.blasThreads(), report.minibatchThreads());
    printf(ROW, "threads", threads);
    printf(ROW, "natives' folder", report.natives());
    out().println();
    Versions.all().forEach((name, version) -> printf(ROW, name, version));
  }

  private static String usable(Availability backend) {
    if (backend.usable() == null) {
      return backend.cause();
    }
    return backend.usable() ? "usable" : "not usable: " + backend.cause();
  }

  private static String describe(Gpu gpu) {
    return "%s, %.1f GB, compute capability %s"
        .formatted(gpu.name(), gpu.memoryBytes() / 1e9, gpu.computeCapability());
  }
}
