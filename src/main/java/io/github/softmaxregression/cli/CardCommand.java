package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFormatOption;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.report.ModelCard;
import io.github.softmaxregression.report.RunReport;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model card. */
@Command(
    name = "card",
    description = "Writes a model card in Markdown: what models are, how good, and how made.")
final class CardCommand extends CommandPart implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private DeviceOptions device;

  @Parameters(
      paramLabel = "ZIP",
      arity = "0..*",
      converter = ModelOption.Converter.class,
      description = "Saved models. Default: those that ship with the program.")
  private List<ModelSource> models = ModelSource.SHIPPED.stream().map(ModelSource::of).toList();

  @Mixin private FigureFormatOption figures;

  @Option(names = "--out", paramLabel = "FILE")
  private Path out;

  @Override
  public Integer call() throws IOException {
    device.check();
    if (out != null) {
      AtomicFile.requireWritable(out);
    }
    DataSource source = data.source();
    ImageSet images = source.test();
    device.start();
    List<RunReport> reports = new ArrayList<>();
    Map<String, Figure> drawn = new LinkedHashMap<>(); // by the names of files beside the card
    for (ModelSource each : models) {
      StoredModel model = StoredModel.loadNetwork(each);
      Provenance made = model.provenance().orElseThrow(() -> ModelOption.unknownOrigin(each));
      ImageSet test = ModelOption.fitted(images, model.input(), each);
      RunReport report = RunReport.of(model.model(), test, made);
      reports.add(report);
      for (Map.Entry<String, Figure> figure : figures(each, model, test, report).entrySet()) {
        if (drawn.putIfAbsent(figure.getKey(), figure.getValue()) != null) {
          throw usage("two models called %s, and one place for their figures", each.name());
        }
      }
    }
    List<String> names = models.stream().map(each -> each.path().getFileName().toString()).toList();
    ModelCard card = new ModelCard(names, reports, source.describe());
    if (out == null) {
      out().print(card.markdown());
      return 0;
    }
    for (Map.Entry<String, Figure> each : drawn.entrySet()) {
      FigureFile.write(each.getValue(), out.resolveSibling(each.getKey()));
      notes(out()).printf("drew %s%n", out.resolveSibling(each.getKey()));
    }
    byte[] text = card.markdown(List.copyOf(drawn.keySet())).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(out, target -> target.write(text));
    printf("wrote %s%n", out);
    return 0;
  }

  /** Draws what shows a model best: what it mixes up, and what a single layer looks for. */
  private Map<String, Figure> figures(
      ModelSource zip, StoredModel model, ImageSet test, RunReport report) {
    Map<String, Figure> drawn = new LinkedHashMap<>();
    if (out == null || figures.ending() == null) {
      return drawn;
    }
    drawn.put(zip.name() + "-confusion" + figures.ending(), Figures.confusion(report.evaluation()));
    model
        .softmaxRegression()
        .ifPresent(
            network ->
                drawn.put(
                    zip.name() + "-weights" + figures.ending(),
                    Figures.weightPictures(
                        network.weights(), test.classNames(), test.height(), test.width())));
    return drawn;
  }
}
