package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Another size for the images. */
final class ResizeOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"--resize", "--size"},
      paramLabel = "N",
      description = "Resize the images to N x N pixels when they are read.")
  private Integer side;

  /** Checks what can be checked before the images are read. */
  void check() {
    if (side != null && side < 1) {
      throw new ParameterException(
          spec.commandLine(), "--resize: size %1$d x %1$d: expected 1 or more".formatted(side));
    }
  }

  /** Rows and columns of the images after {@link #apply}. */
  int side() {
    return side == null ? FashionMnist.SIDE : side;
  }

  /** The images in the size asked for, or as they are. */
  ImageSet apply(ImageSet images) {
    if (side == null) {
      return images;
    }
    try {
      return images.resized(side, side);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--resize: " + e.getMessage(), e);
    }
  }
}
