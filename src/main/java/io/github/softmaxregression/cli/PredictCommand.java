package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Names what images of the test set show. */
@Command(
    name = "predict",
    description = "Classifies images of the test set with a saved model.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class PredictCommand implements Callable<Integer> {
  private static final int FIGURE_COLUMNS = 9;

  @Spec private CommandSpec spec;
  @Mixin private ModelOption model;
  @Mixin private DataOption data;
  @Mixin private ComputeOptions compute;

  @Option(
      names = "--test-index",
      paramLabel = "RANGE",
      required = true,
      converter = IndexRange.Converter.class,
      description = "Which test images: 7, 0..5 (both ends included) or 0..5,17.")
  private IndexRange range;

  @Mixin private FigureOption figure;

  @Override
  public Integer call() throws IOException {
    figure.check();
    compute.check();
    try (Background<ImageClassifier> loading = Background.start("ND4J", this::load)) {
      ModelStore.prepare();
      ImageSet test = data.source().test();
      int[] indices = indicesOf(test);
      ImageSet selected = test.select(indices);
      ImageClassifier classifier = loading.result();
      ImageSet images = ModelOption.fitted(selected, classifier.input(), model.source());
      List<Prediction> predictions = classifier.classify(images);
      print(indices, images, predictions, spec.commandLine().getOut());
      figure.write(() -> Figures.imageGrid(images, titles(images, predictions), FIGURE_COLUMNS));
    }
    return 0;
  }

  /** Starts ND4J and reads the model: longer work than reading the test images. */
  private ImageClassifier load() throws IOException {
    compute.start(
        ImageClassifier.BATCH, FashionMnist.SIDE * FashionMnist.SIDE, FashionMnist.CLASSES);
    return ImageClassifier.load(model.source());
  }

  private static List<List<String>> titles(ImageSet images, List<Prediction> predictions) {
    return IntStream.range(0, images.size())
        .mapToObj(
            i -> List.of(images.classNames().get(images.label(i)), predictions.get(i).className()))
        .toList();
  }

  private int[] indicesOf(ImageSet test) {
    if (range.largest() >= test.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--test-index %d: the test set has the indices 0 to %d"
              .formatted(range.largest(), test.size() - 1));
    }
    return range.indices();
  }

  private static void print(
      int[] indices, ImageSet images, List<Prediction> predictions, PrintWriter out) {
    int trueWidth = width(images.classNames(), "true");
    int predictedWidth =
        width(predictions.stream().map(Prediction::className).toList(), "predicted");
    String row = "%5s  %-" + trueWidth + "s  %-" + predictedWidth + "s  %11s%n";
    out.printf(row, "index", "true", "predicted", "probability");
    for (int i = 0; i < indices.length; i++) {
      Prediction prediction = predictions.get(i);
      out.printf(
          row,
          indices[i],
          images.classNames().get(images.label(i)),
          prediction.className(),
          "%.4f".formatted(prediction.probability()));
    }
  }

  private static int width(List<String> cells, String title) {
    return cells.stream().mapToInt(String::length).reduce(title.length(), Math::max);
  }
}
