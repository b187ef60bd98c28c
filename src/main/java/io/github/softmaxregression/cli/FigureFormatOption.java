package io.github.softmaxregression.cli;

import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a command draws its pictures beside the zip, and as what. */
final class FigureFormatOption {
  /** The formats, and none at all. */
  enum Format {
    SVG,
    PNG,
    NONE
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--figures",
      paramLabel = "FORMAT",
      description =
          "Pictures beside the zip: svg, png or none, without a report too. Default: svg.")
  private Format format = Format.SVG;

  /** Draws a picture beside the zip, as models/latest-NAME.svg beside models/latest.zip. */
  void write(String name, Path zip, Supplier<Figure> figure) throws IOException {
    if (format != Format.NONE) {
      String base = ModelSource.file(zip).name();
      Path file = zip.resolveSibling(base + "-" + name + ending());
      FigureFile.write(figure.get(), file);
      spec.commandLine().getOut().println("drew " + file);
    }
  }

  /** Finds out before any work whether pictures could be written; makes the folder. */
  void check(Path zip) throws IOException {
    if (wanted()) {
      AtomicFile.requireWritable(zip.resolveSibling(ModelSource.file(zip).name() + ending()));
    }
  }

  /** Whether anything is to be seen. */
  boolean wanted() {
    return format != Format.NONE;
  }

  /** Draws a picture, if pictures are wanted, and throws it away. */
  void rehearse(Supplier<Figure> figure) throws IOException {
    if (format != Format.NONE) {
      FigureFile.content(figure.get(), Path.of("rehearsal" + ending()));
    }
  }

  private String ending() {
    return "." + format.name().toLowerCase(Locale.ROOT);
  }
}
