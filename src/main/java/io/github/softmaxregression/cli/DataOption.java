package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.FashionMnist;
import java.nio.file.Path;
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
}
