package io.github.softmaxregression.report;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.Calibration;
import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.EpochMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a page of one file: pictures and style are inside. */
public final class ReportPage {
  private static final Path SVG = Path.of("figure.svg");

  private final RunReport report;
  private final SoftmaxNetwork network;
  private final ImageSet test;
  private final StringBuilder html = new StringBuilder();

  private ReportPage(RunReport report, SoftmaxNetwork network, ImageSet test) {
    this.report = report;
    this.network = network;
    this.test = test;
  }

  /**
   * The text of the page.
   *
   * @param title for example the name of the zip
   * @param test the images that the report is about
   */
  public static String html(String title, RunReport report, SoftmaxNetwork network, ImageSet test)
      throws IOException {
    return new ReportPage(report, network, test).page(title);
  }

  private String page(String title) throws IOException {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .append(Html.escaped(title))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n<main>\n<h1>")
        .append(Html.escaped(title))
        .append("</h1>\n");
    accuracy();
    settings();
    epochs();
    classes();
    section("What the network looks for", "Red speaks for the class, blue against it.");
    figure(
        Figures.weightPictures(network.weights(), test.classNames(), test.height(), test.width()),
        "the weights of each class as pictures");
    calibration();
    mistakes();
    versions();
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private void accuracy() {
    html.append(
            "<p class=\"accuracy\"><strong>%.2f %%</strong> ".formatted(100 * report.accuracy()))
        .append(
            "of %,d test images are recognised (95 %% confidence: %.2f to %.2f %%).</p>\n"
                .formatted(report.testImages(), 100 * report.lower(), 100 * report.upper()))
        .append("<p>")
        .append(
            report.testedOnce()
                ? "The test images were looked at once, when training was over."
                : "The test images were looked at after each epoch, as in the chapter; nothing was"
                    + " chosen by them.")
        .append("</p>\n");
    table(
        List.of("for comparison", "accuracy"),
        List.of(
            List.of("this model", "%.4f".formatted(report.accuracy())),
            List.of("logistic regression, published", "0.842"),
            List.of("linear support vector classifier, published", "0.836"),
            List.of("people", "0.835")));
    html.append(
        "<p class=\"source\">Published: H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST,"
            + " arXiv 1708.07747.</p>\n");
  }

  private void settings() {
    Provenance made = report.provenance();
    section("How it was made", made.settings() + ".");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("training images", "%,d".formatted(made.data().trainingImages())));
    if (made.hyperparameters() != null) {
      addSettings(made.hyperparameters(), rows);
    }
    rows.add(List.of("computed with", made.backend() + " on " + made.device()));
    rows.add(List.of("made", made.created()));
    table(List.of("", ""), rows);
  }

  private static void addSettings(Hyperparameters settings, List<List<String>> rows) {
    rows.add(
        List.of(
            "of these held out for validation",
            settings.validation() == 0 ? "none" : settings.validation() + " of each class"));
    rows.add(List.of("epochs, at most", String.valueOf(settings.epochs())));
    rows.add(List.of("momentum", String.valueOf(settings.momentum())));
    rows.add(
        List.of(
            "learning rate",
            settings.learningRate() + ", " + settings.schedule().name().toLowerCase(Locale.ROOT)));
    rows.add(List.of("weights start with", "standard deviation " + settings.weightStdDev()));
  }

  private void epochs() throws IOException {
    List<EpochMetrics> rows = report.provenance().epochs();
    if (rows.isEmpty()) {
      return;
    }
    section("Epoch by epoch", "Loss and train accuracy are measured before each update.");
    figure(Figures.learningCurve(rows), "loss and accuracies by epoch");
    html.append("<details><summary>the numbers</summary>\n");
    table(
        List.of("epoch", "loss", "train", "validation", "test", "seconds"),
        rows.stream()
            .map(
                row ->
                    List.of(
                        String.valueOf(row.epoch()),
                        "%.4f".formatted(row.loss()),
                        "%.4f".formatted(row.trainAccuracy()),
                        share(row.validationAccuracy()),
                        share(row.testAccuracy()),
                        "%.2f".formatted(row.seconds())))
            .toList());
    html.append("</details>\n");
  }

  private void classes() throws IOException {
    section("Class by class", "Mean loss %.4f.".formatted(report.meanLoss()));
    table(
        List.of("class", "precision", "recall", "F1", "images"),
        report.classes().stream()
            .map(
                row ->
                    List.of(
                        row.name(),
                        share(row.precision()),
                        share(row.recall()),
                        share(row.f1()),
                        String.valueOf(row.support())))
            .toList());
    figure(Figures.confusion(report.evaluation()), "confusion matrix");
  }

  private void calibration() throws IOException {
    Calibration calibration = report.calibration();
    section(
        "Is it as often right as it is sure?",
        "Expected calibration error %.4f, in %d bins."
            .formatted(calibration.expectedError(), calibration.bins().size()));
    figure(Figures.reliability(calibration), "accuracy against confidence");
  }

  private void mistakes() throws IOException {
    if (report.mistakes().isEmpty()) {
      return;
    }
    section("The surest mistakes", "True class, predicted class, its probability.");
    figure(Figures.mistakes(report.mistakes(), test), "images that were taken for something else");
  }

  private void versions() {
    section("Data and versions", "SHA-256 of the uncompressed content.");
    table(
        List.of("file", "SHA-256"),
        report.provenance().data().sha256().entrySet().stream()
            .map(entry -> List.of(entry.getKey(), entry.getValue()))
            .toList());
    table(
        List.of("library", "version"),
        report.provenance().versions().entrySet().stream()
            .map(entry -> List.of(entry.getKey(), entry.getValue()))
            .toList());
  }

  private void section(String title, String text) {
    html.append("<h2>")
        .append(Html.escaped(title))
        .append("</h2>\n<p>")
        .append(Html.escaped(text))
        .append("</p>\n");
  }

  private void figure(Figure figure, String description) throws IOException {
    String svg = new String(FigureFile.content(figure, SVG), StandardCharsets.UTF_8);
    html.append("<figure role=\"img\" aria-label=\"")
        .append(Html.escaped(description))
        .append("\">\n")
        .append(svg.substring(svg.indexOf("<svg")))
        .append("</figure>\n");
  }

  private void table(List<String> head, List<List<String>> rows) {
    html.append("<div class=\"table\"><table>\n<tr>");
    head.forEach(cell -> html.append("<th>").append(Html.escaped(cell)).append("</th>"));
    html.append("</tr>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(Html.escaped(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    html.append("</table></div>\n");
  }

  private static String share(Double value) {
    return value == null ? "-" : "%.4f".formatted(value);
  }

  private static String style() throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
