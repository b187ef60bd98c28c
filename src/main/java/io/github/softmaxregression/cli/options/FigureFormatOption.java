package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Says whether a command draws figures beside the zip, and as what. */
public final class FigureFormatOption extends CommandPart {
  private enum Format {
    SVG,
    PNG,
    NONE
  }

  @Option(names = "--figures", paramLabel = "FORMAT")
  private Format format = Format.SVG;

  /** Draws a picture beside the zip, as models/latest-NAME.svg beside models/latest.zip. */
  public void write(String name, Path zip, Supplier<Figure> figure) throws IOException {
    if (ending() != null) {
      Path file = ModelStore.beside(zip, "-" + name + ending());
      FigureFile.write(figure.get(), file);
      notes(out()).println("drew " + file);
    }
  }

  /** Finds out before any work whether pictures could be written; makes the folder. */
  public void check(Path zip) throws IOException {
    if (ending() != null) {
      AtomicFile.requireWritable(ModelStore.beside(zip, ending()));
    }
  }

  /** The ending of figures' names, .svg or .png; null if none are wanted. */
  public String ending() {
    return format == Format.NONE ? null : "." + format.name().toLowerCase(Locale.ROOT);
  }
}
