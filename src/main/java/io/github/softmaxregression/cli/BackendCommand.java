package io.github.softmaxregression.cli;

import com.google.gson.GsonBuilder;
import io.github.softmaxregression.backend.BackendReport;
import io.github.softmaxregression.backend.BackendReport.Availability;
import io.github.softmaxregression.backend.Gpu;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.store.Versions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what ND4J computes with here, and what else it could. */
@Command(
    name = "backend",
    description = "Tells what ND4J computes with on this machine, and why.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class BackendCommand implements Callable<Integer> {
  private static final String ROW = "%-18s  %s%n";

  @Spec private CommandSpec spec;
  @Mixin private DeviceOptions compute;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  /** Everything that the JSON holds. */
  private record Output(BackendReport nd4j, Map<String, String> versions) {}

  @Override
  public Integer call() {
    compute.check();
    compute.start(
        Hyperparameters.DEFAULTS.batchSize(),
        FashionMnist.SIDE * FashionMnist.SIDE,
        FashionMnist.CLASSES);
    BackendReport report = BackendReport.of(compute.wanted(), compute.choice());
    if (json) {
      Output output = new Output(report, Versions.all());
      out().println(new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(output));
    } else {
      print(report);
    }
    return 0;
  }

  private void print(BackendReport report) {
    out().printf("ND4J computes with %s%n%n", compute.choice());
    for (Availability backend : report.backends()) {
      out().printf(ROW, backend.name(), usable(backend));
    }
    for (int i = 0; i < report.gpus().size(); i++) {
      out().printf(ROW, "GPU " + i, describe(report.gpus().get(i)));
    }
    out().println();
    out().printf(ROW, "platform", report.platform());
    out().printf(ROW, "processors", report.processors());
    out().printf(ROW, "BLAS", report.blas());
    out()
        .printf(
            ROW,
            "threads",
            "%d of ND4J, %d of BLAS".formatted(report.openMpThreads(), report.blasThreads()));
    out().printf(ROW, "natives' folder", report.natives());
    out().println();
    Versions.all().forEach((name, version) -> out().printf(ROW, name, version));
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

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
