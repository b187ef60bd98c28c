package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Misclassification;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures a saved model on the test images. */
@Command(
    name = "evaluate",
    description = "Measures a saved model on the 10,000 test images.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class EvaluateCommand implements Callable<Integer> {
  private static final int BATCH = 1000;

  /** How many of the worst mistakes are drawn, in two rows. */
  private static final int WORST = 18;

  @Spec private CommandSpec spec;
  @Mixin private ModelOption model;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions compute;
  @Mixin private FigureFormatOption figures;

  @Override
  public Integer call() throws IOException {
    compute.check();
    if (model.source().shipped() || Files.exists(model.source().path())) {
      figures.check(model.source().path());
    }
    try (Background<StoredModel> loading = Background.start("ND4J", this::load)) {
      ModelStore.prepare();
      ImageSet images = data.source(() -> loading.result().input().height()).test();
      StoredModel stored = loading.result();
      ImageSet test = ModelOption.fitted(images, stored.input(), model.source());
      Predictions predictions = Predictions.of(stored.model(), test);
      EvaluationReport report = predictions.report(test.classNames());
      spec.commandLine().getOut().println("model     " + model.source().describe());
      ReportPrinter.print(report, spec.commandLine().getOut());
      figures.write("confusion", model.source().path(), () -> Figures.confusion(report));
      List<Misclassification> mistakes = Misclassification.mostConfident(predictions, WORST);
      if (!mistakes.isEmpty()) {
        figures.write("mistakes", model.source().path(), () -> Figures.mistakes(mistakes, test));
      }
    }
    return 0;
  }

  /** Starts ND4J and reads the model: longer work than reading the test images. */
  private StoredModel load() throws IOException {
    compute.start(BATCH, FashionMnist.SIDE * FashionMnist.SIDE, FashionMnist.CLASSES);
    return model.load();
  }
}
