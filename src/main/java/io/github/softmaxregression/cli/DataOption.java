package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.FashionMnist;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which copy of the data set a command reads. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with the four Fashion-MNIST files, .gz or plain. Default: bundled.")
  private Path folder;

  FashionMnist source() {
    return folder == null ? FashionMnist.bundled() : FashionMnist.in(folder);
  }

  /** The option for a process that reads the same copy, whatever its working folder. */
  List<String> absoluteArguments() {
    return folder == null ? List.of() : List.of("--data", folder.toAbsolutePath().toString());
  }
}
