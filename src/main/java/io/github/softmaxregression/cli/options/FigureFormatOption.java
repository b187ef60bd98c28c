package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
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
