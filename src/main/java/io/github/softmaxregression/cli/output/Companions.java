package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.cli.output.Drawings.Drawn;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.report.ReportPage;
import io.github.softmaxregression.report.RunReport;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts beside a zip what shows how good its model is: a report and figures.
 *
 * @param ending of the figures' names, .svg or .png
 */
record Companions(Path zip, String ending) {
  /** Writes all of them, each whole or not at all, and tells of them. */
  void write(RunReport report, Drawings drawings, ImageSet test, PrintWriter out)
      throws IOException {
    for (Map.Entry<Path, byte[]> file : contents(report, drawings, test).entrySet()) {
      AtomicFile.write(file.getKey(), content -> content.write(file.getValue()));
      String name = file.getKey().toString();
      if (name.endsWith(".html")) {
        out.println("wrote " + name + " and .json");
      } else if (!name.endsWith(".json")) {
        out.println("drew " + name);
      }
    }
  }

  /** Makes the content of each, by its file. */
  private Map<Path, byte[]> contents(RunReport report, Drawings drawings, ImageSet test)
      throws IOException {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    String title = ModelStore.beside(zip, "").getFileName().toString();
    Drawn curve = drawings.curve();
    Drawn weights = drawings.weights();
    String weightsSvg = weights == null ? null : weights.svg();
    put("-report.json", report.json(), files);
    put("-report.html", ReportPage.html(title, report, curve.svg(), weightsSvg, test), files);
    put("-learning-curve", curve, files);
    if (weights != null) {
      put("-weights", weights, files);
    }
    return files;
  }

  private void put(String name, String text, Map<Path, byte[]> files) {
    files.put(ModelStore.beside(zip, name), text.getBytes(StandardCharsets.UTF_8));
  }

  private void put(String name, Drawn drawn, Map<Path, byte[]> files) throws IOException {
    if (ending.equals(".svg")) {
      put(name + ending, drawn.svg(), files);
    } else {
      Path file = ModelStore.beside(zip, name + ending);
      files.put(file, FigureFile.content(drawn.figure(), file));
    }
  }
}
