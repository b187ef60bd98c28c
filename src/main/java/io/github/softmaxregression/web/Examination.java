package io.github.softmaxregression.web;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Misclassification;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model makes of the test images.
 *
 * @param images that it was tested on
 * @param predictions of each
 */
record Examination(ImageSet images, Predictions predictions) {
  private static final int WORST = 18;

  /**
   * The answer for one image.
   *
   * @param index which image
   * @param truth the name of its class
   * @param predicted the name of the class it was taken for
   * @param probability of that
   */
  record Row(int index, String truth, String predicted, double probability) {}

  /** The numbers of the model's card. */
  record Summary(
      int testImages,
      double accuracy,
      double standardError,
      double meanLoss,
      List<ClassRow> classes,
      long[][] confusion,
      List<Row> mistakes) {}

  /** Of one class; null where undefined. */
  record ClassRow(String name, Double precision, Double recall, Double f1, long support) {}

  static Examination of(Model model, ImageSet images) {
    return new Examination(images, Predictions.of(model, images));
  }

  Summary summary() {
    EvaluationReport report = predictions.report(images.classNames());
    List<ClassRow> classes = new ArrayList<>();
    for (int i = 0; i < images.classNames().size(); i++) {
      classes.add(
          new ClassRow(
              images.classNames().get(i),
              defined(report.precision(i)),
              defined(report.recall(i)),
              defined(report.f1(i)),
              report.support(i)));
    }
    return new Summary(
        images.size(),
        report.accuracy(),
        report.standardError(),
        report.meanLoss(),
        classes,
        report.confusion(),
        Misclassification.mostConfident(predictions, WORST).stream()
            .map(mistake -> row(mistake.index()))
            .toList());
  }

  private static Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /**
   * The images of a class that were taken for a class, in order.
   *
   * @param truth the true class, or null for any
   * @param predicted the class they were taken for, or null for any
   */
  List<Row> select(Integer truth, Integer predicted) {
    return IntStream.range(0, predictions.size())
        .filter(i -> truth == null || predictions.truth()[i] == truth)
        .filter(i -> predicted == null || predictions.predicted()[i] == predicted)
        .mapToObj(this::row)
        .toList();
  }

  private Row row(int index) {
    return new Row(
        index,
        images.classNames().get(predictions.truth()[index]),
        images.classNames().get(predictions.predicted()[index]),
        predictions.confidence()[index]);
  }
}
