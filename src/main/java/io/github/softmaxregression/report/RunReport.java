package io.github.softmaxregression.report;

import com.google.gson.GsonBuilder;
import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.Calibration;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.EvaluationReport.ClassRow;
import io.github.softmaxregression.evaluation.Misclassification;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.store.Provenance;
import java.util.List;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * Collects what is measured of a model, and how it was made.
 *
 * @param testedOnce whether the test images were looked at only once, after all choices: no epoch
 *     has a test accuracy
 * @param lower end of the accuracy's 95 % confidence interval (Wilson's)
 * @param meanLoss mean cross-entropy, in nats
 * @param confusion [classes, classes] numbers of images; row = true class, column = predicted
 * @param mistakes the most confident errors
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

  private static final double CONFIDENCE = 0.95;
  private static final int MISTAKES = 18; // shown

  /** Measures a model on the test images. */
  public static RunReport of(Model model, ImageSet test, Provenance provenance) {
    Predictions predictions = Predictions.of(model, test);
    EvaluationReport report = predictions.report(test.classNames());
    int seen = Math.toIntExact(report.seen());
    int correct = Math.toIntExact(report.correct());
    var interval = new WilsonScoreInterval().createInterval(seen, correct, CONFIDENCE);
    return new RunReport(
        provenance.epochs().stream().allMatch(row -> row.testAccuracy() == null),
        report.seen(),
        report.accuracy(),
        interval.getLowerBound(),
        interval.getUpperBound(),
        report.meanLoss(),
        report.classRows(),
        report.confusion(),
        Calibration.of(predictions),
        Misclassification.mostConfident(predictions, MISTAKES),
        provenance);
  }

  /** Gives the counts as the figures take them. */
  public EvaluationReport evaluation() {
    return new EvaluationReport(
        classes.stream().map(ClassRow::name).toList(), confusion, meanLoss * testImages);
  }

  /** Writes the report as JSON text. */
  public String json() {
    String json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(this);
    return ForeignText.json(json) + "\n";
  }
}
