package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.picture.PictureFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which copy of the data set a command reads. */
final class DataOption {
  private static final long SPLIT_SEED = 42;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder with four files like Fashion-MNIST's, .gz or plain, or with pictures in folders"
              + " that bear the names of their classes. Default: bundled.")
  private Path folder;

  @Option(
      names = "--test-fraction",
      paramLabel = "SHARE",
      description =
          "Share of the pictures kept for testing, where DIR has no folders train and test."
              + " Default: ${DEFAULT-VALUE}.")
  private double testFraction = 0.2;

  /** Rows and columns that pictures are to have, where somebody has to be asked. */
  @FunctionalInterface
  interface Side {
    int get() throws IOException;
  }

  DataSource source() throws IOException {
    return source(() -> FashionMnist.SIDE);
  }

  /**
   * The data set.
   *
   * @param side of the images, if they are pictures
   */
  DataSource source(Side side) throws IOException {
    if (!(testFraction > 0 && testFraction < 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--test-fraction %s: expected more than 0 and less than 1".formatted(testFraction));
    }
    if (folder == null) {
      return FashionMnist.bundled();
    }
    return PictureFolder.isOne(folder)
        ? new PictureFolder(folder, side.get(), side.get(), testFraction, SPLIT_SEED)
        : FashionMnist.in(folder);
  }

  /** Whether other data are named than those that ship. */
  boolean isGiven() {
    return folder != null;
  }

  /** The option for a process that reads the same copy, whatever its working folder. */
  List<String> absoluteArguments() {
    return folder == null ? List.of() : List.of("--data", folder.toAbsolutePath().toString());
  }
}
