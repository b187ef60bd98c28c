package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFormatOption;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.cli.output.EvaluationPrinter;
import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.EvaluationReport.ClassRow;
import io.github.softmaxregression.evaluation.Misclassification;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures a saved model on the test images. */
@Command(name = "evaluate", description = "Measures a saved model on the 10,000 test images.")
final class EvaluateCommand extends CommandPart implements Callable<Integer> {
  private static final int ERRORS = 18; // most confident ones, drawn in two rows

  @Mixin private ModelOption model;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions device;
  @Mixin private FigureFormatOption figures;
  @Mixin private FormatOption format;

  /** Is what a program reads; a share of nothing is null. */
  private record Output(
      String model,
      long images,
      long right,
      double accuracy,
      double standardError,
      double meanLoss,
      List<ClassRow> classes,
      long[][] confusion) {}

  @Override
  public Integer call() throws IOException {
    device.check();
    if (model.source().shipped() || Files.exists(model.source().path())) {
      figures.check(model.source().path());
    }
    try (Background<StoredModel> loading = Background.start("model", () -> model.load(device))) {
      ImageSet images =
          data.source(() -> ImageClassifier.preparation(loading.result().input())).test();
      StoredModel stored = loading.result();
      ImageSet test = ModelOption.fitted(images, stored.input(), model.source());
      Predictions predictions = Predictions.of(stored.model(), test);
      EvaluationReport report = predictions.report(test.classNames());
      if (format.isJson()) {
        format.print(
            new Output(
                model.source().describe(),
                report.seen(),
                report.correct(),
                report.accuracy(),
                report.standardError(),
                report.meanLoss(),
                report.classRows(),
                report.confusion()));
        return 0;
      }
      out().println("model     " + model.source().describe());
      EvaluationPrinter.print(report, out());
      BesideZip drawn = new BesideZip(model.source().path(), figures.ending(), format.notes());
      drawn.draw("confusion", () -> Figures.confusion(report));
      List<Misclassification> errors = Misclassification.mostConfident(predictions, ERRORS);
      if (!errors.isEmpty()) {
        drawn.draw("mistakes", () -> Figures.mistakes(errors, test));
      }
    }
    return 0;
  }
}
