package io.github.softmaxregression.report;

import com.google.gson.GsonBuilder;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.Calibration;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Misclassification;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.store.Provenance;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is said of a model and of how it was made.
 *
 * @param testedOnce whether the test images were looked at only once, after all choices: no epoch
 *     has a test accuracy
 * @param testImages how many
 * @param accuracy share of them that the model gets right
 * @param lower end of the accuracy's 95 % confidence interval (Wilson's)
 * @param upper end of it
 * @param meanLoss mean cross-entropy, in nats
 * @param classes precision, recall and F1 of each
 * @param confusion [classes, classes] numbers of images; row = true class, column = predicted
 * @param calibration whether it is as often right as it is sure
 * @param mistakes those it was surest of
 * @param provenance how it was made
 */
public record RunReport(
    boolean testedOnce,
    long testImages,
    double accuracy,
    double lower,
    double upper,
    double meanLoss,
    List<ClassRow> classes,
    long[][] confusion,
    Calibration calibration,
    List<Misclassification> mistakes,
    Provenance provenance) {

  /** How many of the worst mistakes are told of. */
  static final int WORST = 18;

  /** The quantile of the normal distribution that 95 % lie below, on both sides. */
  private static final double Z = 1.959963984540054;

  /** The figures of one class, as {@link EvaluationReport} defines them; null where undefined. */
  public record ClassRow(String name, Double precision, Double recall, Double f1, long support) {}

  /** Measures a model on the test images. */
  public static RunReport of(Model model, ImageSet test, Provenance provenance) {
    Predictions predictions = Predictions.of(model, test);
    EvaluationReport report = predictions.report(test.classNames());
    List<ClassRow> classes = new ArrayList<>();
    for (int i = 0; i < report.classNames().size(); i++) {
      classes.add(
          new ClassRow(
              report.classNames().get(i),
              defined(report.precision(i)),
              defined(report.recall(i)),
              defined(report.f1(i)),
              report.support(i)));
    }
    double n = report.seen();
    double a = report.accuracy();
    double middle = (a + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(a * (1 - a) / n + Z * Z / (4 * n * n));
    return new RunReport(
        provenance.epochs().stream().allMatch(row -> row.testAccuracy() == null),
        report.seen(),
        a,
        middle - half,
        middle + half,
        report.meanLoss(),
        List.copyOf(classes),
        report.confusion(),
        Calibration.of(predictions),
        Misclassification.mostConfident(predictions, WORST),
        provenance);
  }

  private static Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** The counts again, as the figures take them. */
  EvaluationReport evaluation() {
    return new EvaluationReport(
        classes.stream().map(ClassRow::name).toList(), confusion, meanLoss * testImages);
  }

  /** The report as JSON text. */
  public String json() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(this) + "\n";
  }
}
