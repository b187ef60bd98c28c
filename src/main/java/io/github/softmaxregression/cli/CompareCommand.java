package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.McNemarTest;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says which of two models is better, and whether that may be chance. */
@Command(
    name = "compare",
    description = "Compares two saved models on the test images, with McNemar's paired test.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class CompareCommand implements Callable<Integer> {
  private static final int BATCH = 1000;

  /** How many images of a difference are told of. */
  private static final int EXAMPLES = 9;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions compute;
  @Mixin private FigureFileOption figure;

  @Parameters(
      index = "0",
      paramLabel = "A.zip",
      converter = ModelOption.Converter.class,
      description = "A saved model: a zip, or 'best' or 'chapter', which ship with the program.")
  private ModelSource first;

  @Parameters(
      index = "1",
      paramLabel = "B.zip",
      converter = ModelOption.Converter.class,
      description = "Another one.")
  private ModelSource second;

  @Override
  public Integer call() throws IOException {
    figure.check();
    compute.check();
    try (Background<List<StoredModel>> loading = Background.start("ND4J", this::load)) {
      ImageSet images = data.source(() -> loading.result().get(0).input().height()).test();
      List<StoredModel> models = loading.result();
      Predictions a = predictions(models.get(0), images, first);
      Predictions b = predictions(models.get(1), images, second);
      print(a, b, images);
      List<Integer> examples = new ArrayList<>(examples(a, b));
      examples.addAll(examples(b, a));
      if (!examples.isEmpty()) {
        figure.write(
            () ->
                Figures.imageGrid(
                    images.select(examples.stream().mapToInt(Integer::intValue).toArray()),
                    examples.stream()
                        .map(
                            i ->
                                List.of(
                                    images.classNames().get(images.label(i)),
                                    "A: " + images.classNames().get(a.predicted()[i]),
                                    "B: " + images.classNames().get(b.predicted()[i])))
                        .toList(),
                    EXAMPLES));
      }
    }
    return 0;
  }

  private List<StoredModel> load() throws IOException {
    compute.start(BATCH, FashionMnist.SIDE * FashionMnist.SIDE, FashionMnist.CLASSES);
    return List.of(ModelStore.load(first), ModelStore.load(second));
  }

  private static Predictions predictions(StoredModel model, ImageSet images, ModelSource source)
      throws IOException {
    return Predictions.of(model.model(), ModelOption.fitted(images, model.input(), source));
  }

  private void print(Predictions a, Predictions b, ImageSet images) {
    McNemarTest test = McNemarTest.of(a, b);
    PrintWriter out = spec.commandLine().getOut();
    double right = test.bothRight();
    out.printf("A  %s  accuracy %.4f%n", first.describe(), (right + test.firstRight()) / a.size());
    out.printf(
        "B  %s  accuracy %.4f%n%n", second.describe(), (right + test.secondRight()) / a.size());
    out.printf("of %,d test images%n", a.size());
    out.printf("%,7d  both are right%n", test.bothRight());
    out.printf("%,7d  only A is right%n", test.firstRight());
    out.printf("%,7d  only B is right%n", test.secondRight());
    out.printf("%,7d  both are wrong%n%n", test.bothWrong());
    double probability = test.probability();
    out.printf(
        "McNemar's test: if they were equally good, so large a difference would come about"
            + " with probability %s%n",
        probability < 1e-4 ? "below 0.0001" : "%.4f".formatted(probability));
    printClasses(a, b, images, out);
    printExamples("only A is right", examples(a, b), a, b, images, out);
    printExamples("only B is right", examples(b, a), a, b, images, out);
  }

  private static void printClasses(Predictions a, Predictions b, ImageSet images, PrintWriter out) {
    out.printf("%n%-12s  only A right  only B right%n", "class");
    for (int label = 0; label < images.classNames().size(); label++) {
      int wanted = label;
      out.printf(
          "%-12s  %12d  %12d%n",
          images.classNames().get(label),
          IntStream.range(0, a.size())
              .filter(i -> a.truth()[i] == wanted && a.correct(i) && !b.correct(i))
              .count(),
          IntStream.range(0, a.size())
              .filter(i -> a.truth()[i] == wanted && b.correct(i) && !a.correct(i))
              .count());
    }
  }

  /** Images that only the first gets right, those first of which the second is surest. */
  private static List<Integer> examples(Predictions right, Predictions wrong) {
    return IntStream.range(0, right.size())
        .filter(i -> right.correct(i) && !wrong.correct(i))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -wrong.confidence()[i]))
        .limit(EXAMPLES)
        .toList();
  }

  private static void printExamples(
      String title,
      List<Integer> examples,
      Predictions a,
      Predictions b,
      ImageSet images,
      PrintWriter out) {
    if (examples.isEmpty()) {
      return;
    }
    out.printf("%n%s, for example%n%5s  %-12s  %-12s  %-12s%n", title, "index", "true", "A", "B");
    for (int i : examples) {
      out.printf(
          "%5d  %-12s  %-12s  %-12s%n",
          i,
          images.classNames().get(images.label(i)),
          images.classNames().get(a.predicted()[i]),
          images.classNames().get(b.predicted()[i]));
    }
  }
}
