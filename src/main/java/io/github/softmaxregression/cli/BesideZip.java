package io.github.softmaxregression.cli;

import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.store.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Draws pictures beside a zip.
 *
 * @param ending of their names, .svg or .png; null for none
 * @param notes receives what was drawn
 */
record BesideZip(Path zip, String ending, PrintWriter notes) {
  /** Draws a picture, as models/latest-NAME.svg beside models/latest.zip. */
  void draw(String name, Supplier<Figure> figure) throws IOException {
    if (ending != null) {
      Path file = ModelStore.beside(zip, "-" + name + ending);
      FigureFile.write(figure.get(), file);
      notes.println("drew " + file);
    }
  }
}
