package io.github.softmaxregression.cli;

import io.github.softmaxregression.notebook.KernelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells Jupyter of the kernel. */
@Command(
    name = "install-kernel",
    description =
        "Registers a Jupyter kernel for the current user that runs notebooks with this program, where"
            + " it is now.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class NotebooksInstallKernelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<String> command = new ArrayList<>(SelfLauncher.command());
    command.addAll(List.of("notebooks", "kernel"));
    Path folder =
        KernelSpec.jupyterFolder(
            System.getenv(),
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home")));
    spec.commandLine().getOut().println("wrote " + KernelSpec.install(folder, command));
    return 0;
  }
}
