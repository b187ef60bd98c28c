package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.report.ModelCard;
import io.github.softmaxregression.report.RunReport;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints a model card. */
@Command(
    name = "card",
    description = "Prints a model card in Markdown: what models are, how good, and how made.")
final class CardCommand extends CliCommand {
  @Mixin private DataOption data;
  @Mixin private DeviceOptions device;

  @Parameters(
      paramLabel = "ZIP",
      arity = "0..*",
      converter = ModelOption.Converter.class,
      description = "Saved models. Default: those that ship with the program.")
  private List<ModelSource> models = ModelSource.SHIPPED.stream().map(ModelSource::of).toList();

  @Override
  public Integer call() throws IOException {
    device.check();
    DataSource source = data.source();
    ImageSet images = source.test();
    device.startToEvaluate();
    List<RunReport> reports = new ArrayList<>();
    for (ModelSource each : models) {
      StoredModel model = StoredModel.load(each);
      Provenance made = model.provenance().orElseThrow(() -> ModelOption.unknownOrigin(each));
      ImageSet test = ModelOption.fitted(images, model.input(), each);
      reports.add(RunReport.of(model.model(), test, made));
    }
    List<String> names = models.stream().map(each -> each.path().getFileName().toString()).toList();
    out().print(new ModelCard(names, reports, source.describe()).markdown());
    return 0;
  }
}
