package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.report.ModelCard;
import io.github.softmaxregression.report.RunReport;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a model card. */
@Command(
    name = "card",
    description = "Prints a model card in Markdown: what models are, how good, and how made.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class CardCommand implements Callable<Integer> {
  private static final int BATCH = 1000;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions compute;

  @Parameters(
      paramLabel = "ZIP",
      arity = "0..*",
      converter = ModelOption.Converter.class,
      description = "Saved models. Default: those that ship with the program.")
  private List<ModelSource> models = ModelSource.SHIPPED.stream().map(ModelSource::of).toList();

  @Override
  public Integer call() throws IOException {
    compute.check();
    ImageSet images = data.source().test();
    compute.start(BATCH, images.pixelsPerImage(), FashionMnist.CLASSES);
    List<RunReport> reports = new ArrayList<>();
    for (ModelSource source : models) {
      StoredModel model = ModelStore.load(source);
      Provenance made = model.provenance().orElseThrow(() -> ModelOption.unknownOrigin(source));
      ImageSet test = ModelOption.fitted(images, model.input(), source);
      reports.add(RunReport.of(model.model(), test, made));
    }
    List<String> names =
        models.stream().map(source -> source.path().getFileName().toString()).toList();
    spec.commandLine().getOut().print(new ModelCard(names, reports).markdown());
    return 0;
  }
}
