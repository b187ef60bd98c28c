package io.github.softmaxregression.cli;

import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a command draws its picture, if it is asked to. */
final class FigureFileOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--figure",
      paramLabel = "FILE",
      description = "Draw it too, as FILE.svg or FILE.png.")
  private Path file;

  /** Finds out before any work whether the picture could be written. */
  void check() throws IOException {
    if (file != null) {
      try {
        FigureFile.requireFormat(file);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--figure " + e.getMessage(), e);
      }
      FigureFile.requireFolder(file);
    }
  }

  /** Where, or null. */
  Path file() {
    return file;
  }

  /** Draws the picture where it was asked for, and names the file. */
  void write(Supplier<Figure> figure) throws IOException {
    if (file != null) {
      FigureFile.write(figure.get(), file);
      spec.commandLine().getOut().println("drew " + file);
    }
  }
}
