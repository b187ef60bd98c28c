package io.github.softmaxregression.report;

import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.PublishedDataSet;
import io.github.softmaxregression.evaluation.Calibration;
import io.github.softmaxregression.evaluation.EvaluationReport.ClassRow;
import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.EpochMetrics;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a report as a page of one file: pictures and style are inside. */
public final class ReportPage {
  private ReportPage() {}

  /**
   * Writes the text of the page.
   *
   * @param title for example the name of the zip
   * @param curve the learning curve as SVG
   * @param weights the weights of each class as SVG, or null
   * @param test the images that the report is about
   */
  public static String html(
      String title, RunReport report, String curve, String weights, ImageSet test)
      throws IOException {
    Provenance made = report.provenance();
    Calibration calibration = report.calibration();
    String body =
        Resource.text(ReportPage.class, "body.html")
            .formatted(
                ForeignText.html(title),
                100 * report.accuracy(),
                report.testImages(),
                100 * report.lower(),
                100 * report.upper(),
                report.testedOnce()
                    ? "once, when training was over."
                    : "after each epoch, as in the chapter; nothing was chosen by them.",
                comparison(report),
                ForeignText.html(made.settings()),
                settings(made),
                epochs(made.epochs(), curve),
                report.meanLoss(),
                classes(report.classes()),
                figure(Figures.confusion(report.evaluation()), "confusion matrix"),
                weights == null ? "" : weights(weights),
                calibration.expectedError(),
                calibration.bins().size(),
                figure(Figures.reliability(calibration), "accuracy against confidence"),
                mistakes(report, test),
                table("file", "SHA-256", made.data().sha256()),
                table("library", "version", made.versions()));
    return Html.page(ReportPage.class, title, body);
  }

  private static String weights(String svg) {
    return Resource.text(ReportPage.class, "weights.html")
        .formatted(figure(svg, "the weights of each class as pictures"));
  }

  /** Stands beside what was published of the same data alone. */
  private static String comparison(RunReport report) throws IOException {
    boolean same = PublishedDataSet.isFashionMnist(report.provenance().data().sha256().values());
    return same
        ? Resource.text(ReportPage.class, "published.html").formatted(report.accuracy())
        : "";
  }

  private static String settings(Provenance made) {
    Table table = new Table().row("", "");
    table.row("images learned from", "%,d".formatted(made.data().trainingImages()));
    if (made.from() != null) {
      table.row("went on from", made.from().name());
    }
    Hyperparameters settings = made.hyperparameters();
    if (settings != null) {
      String schedule = settings.schedule().name().toLowerCase(Locale.ROOT);
      double held = settings.validation();
      table
          .row("held out for validation", held == 0 ? "none" : held + " of each class")
          .row("epochs, at most", String.valueOf(settings.epochs()))
          .row("momentum", String.valueOf(settings.momentum()))
          .row("learning rate", settings.learningRate() + ", " + schedule)
          .row("weights start with", "standard deviation " + settings.weightStdDev());
    }
    table.row("computed with", made.backend() + " on " + made.device());
    return table.row("made", made.created()).html();
  }

  private static String epochs(List<EpochMetrics> epochs, String svg) {
    if (epochs.isEmpty()) {
      return "";
    }
    Table table = new Table().row("epoch", "loss", "train", "validation", "test", "seconds");
    for (EpochMetrics epoch : epochs) {
      table.row(
          String.valueOf(epoch.epoch()),
          number(epoch.loss()),
          number(epoch.trainAccuracy()),
          number(epoch.validationAccuracy()),
          number(epoch.testAccuracy()),
          "%.2f".formatted(epoch.seconds()));
    }
    String curve = figure(svg, "loss and accuracies by epoch");
    return """
        <h2>Epoch by epoch</h2>
        <p>Loss and train accuracy are measured before each update.</p>
        %s<details><summary>the numbers</summary>
        %s
        </details>
        """
        .formatted(curve, table.html());
  }

  private static String classes(List<ClassRow> classes) {
    Table table = new Table().row("class", "precision", "recall", "F1", "images");
    for (ClassRow row : classes) {
      table.row(
          row.name(),
          number(row.precision()),
          number(row.recall()),
          number(row.f1()),
          String.valueOf(row.support()));
    }
    return table.html();
  }

  private static String mistakes(RunReport report, ImageSet test) throws IOException {
    if (report.mistakes().isEmpty()) {
      return "";
    }
    Figure pictures = Figures.mistakes(report.mistakes(), test);
    return "<h2>The most confident errors</h2>\n<p>True class, predicted class, its probability.</p>\n"
        + figure(pictures, "images that were taken for something else");
  }

  private static String figure(Figure figure, String description) throws IOException {
    return figure(FigureFile.svg(figure), description);
  }

  private static String figure(String svg, String description) {
    return "<figure role=\"img\" aria-label=\"%s\">\n%s</figure>\n"
        .formatted(description, svg.substring(svg.indexOf("<svg")));
  }

  private static String table(String key, String value, Map<String, String> rows) {
    Table table = new Table().row(key, value);
    rows.forEach(table::row);
    return table.html();
  }

  private static String number(Double value) {
    return Table.number("%.4f", value);
  }
}
