package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Says where a command draws its figure, if it is asked to. */
public final class FigureFileOption extends CommandPart {
  @Option(names = "--figure", paramLabel = "FILE")
  private Path file;

  /** Finds out before any work whether the figure could be written. */
  public void check() throws IOException {
    check("--figure", file, spec());
  }

  /** Finds out the same for an option of another name; its file may be null. */
  public static void check(String option, Path file, CommandSpec command) throws IOException {
    if (file != null) {
      try {
        FigureFile.requireFormat(file);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(command.commandLine(), option + " " + e.getMessage());
      }
      FigureFile.requireFolder(file);
    }
  }

  /** Where, or null. */
  public Path file() {
    return file;
  }

  /** Draws the figure where it was asked for, and names the file. */
  public void write(Supplier<Figure> figure) throws IOException {
    if (file != null) {
      FigureFile.write(figure.get(), file);
      notes(out()).println("drew " + file);
    }
  }
}
