package io.github.softmaxregression.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The chapter as notebooks. */
@Command(
    name = "notebooks",
    description =
        "Runs the chapter's notebooks; exports them, checks an export, or serves Jupyter.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    subcommands = {
      NotebooksExportCommand.class,
      NotebooksCheckCommand.class,
      NotebooksInstallKernelCommand.class,
      NotebooksKernelCommand.class
    },
    versionProvider = VersionProvider.class)
final class NotebooksCommand implements Runnable {
  /** Where the repository keeps its export. */
  static final String FOLDER = "notebooks-export";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "notebooks: expected export, check or install-kernel after it");
  }
}
