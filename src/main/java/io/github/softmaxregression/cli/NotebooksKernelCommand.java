package io.github.softmaxregression.cli;

import io.github.softmaxregression.backend.Device;
import io.github.softmaxregression.notebook.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What Jupyter starts. */
@Command(
    name = "kernel",
    description = "Serves one notebook; Jupyter starts it.",
    mixinStandardHelpOptions = true,
    hidden = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class NotebooksKernelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CONNECTION_FILE", description = "Which Jupyter has written.")
  private Path connectionFile;

  @Override
  public Integer call() throws IOException {
    NotebookRuns.startNd4j(Device.AUTO);
    Kernel.serve(connectionFile);
    return 0;
  }
}
