package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFileOption;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.cli.output.TextTable;
import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.McNemarTest;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says which of two models is better, and whether that may be chance. */
@Command(
    name = "compare",
    description = "Compares two saved models on the test images, with McNemar's paired test.")
final class CompareCommand extends CommandPart implements Callable<Integer> {
  private static final double LEVEL = 0.05;
  private static final int EXAMPLES = 9; // of a difference
  private static final String EXAMPLE_ROW = "%5s  %-12s  %-12s  %-12s%n";

  @Mixin private DataOption data;
  @Mixin private DeviceOptions device;
  @Mixin private FigureFileOption figure;
  @Mixin private FormatOption format;

  @Parameters(
      index = "0",
      paramLabel = "A.zip",
      converter = ModelOption.Converter.class,
      description = "A saved model: " + ModelOption.WHICH)
  private ModelSource first;

  @Parameters(
      index = "1",
      paramLabel = "B.zip",
      converter = ModelOption.Converter.class,
      description = "Another one.")
  private ModelSource second;

  /** Waits for a model. */
  private interface Loaded {
    StoredModel get() throws IOException;
  }

  private ImageSet images;
  private Predictions a;
  private Predictions b;

  @Override
  public Integer call() throws IOException {
    figure.check();
    device.check();
    try (Background<List<StoredModel>> loading = Background.start("models", this::load)) {
      a = predictions(() -> loading.result().get(0), first);
      b = predictions(() -> loading.result().get(1), second);
    }
    if (format.isJson()) {
      format.print(output());
      return 0;
    }
    printTest();
    printClasses();
    List<Integer> examples = new ArrayList<>(printExamples("only A is right", a, b));
    examples.addAll(printExamples("only B is right", b, a));
    if (!examples.isEmpty()) {
      List<List<String>> titles = new ArrayList<>();
      examples.forEach(i -> titles.add(List.of(truth(i), "A: " + name(a, i), "B: " + name(b, i))));
      int[] indices = examples.stream().mapToInt(Integer::intValue).toArray();
      figure.write(() -> Figures.imageGrid(images.select(indices), titles, EXAMPLES));
    }
    printf("%n%s%n", judgement());
    return 0;
  }

  private List<StoredModel> load() throws IOException {
    return List.of(ModelOption.read(first, device), ModelOption.read(second, device));
  }

  /** Reads the images as a model takes them: one may cut out what pictures show, one not. */
  private Predictions predictions(Loaded loaded, ModelSource source) throws IOException {
    images = data.source(() -> ImageClassifier.preparation(loaded.get().input())).test();
    StoredModel model = loaded.get();
    return Predictions.of(model.model(), ModelOption.fitted(images, model.input(), source));
  }

  private void printTest() {
    McNemarTest test = McNemarTest.of(a, b);
    double right = test.bothRight();
    double probability = test.probability();
    printf("A  %s  accuracy %.4f%n", first.describe(), (right + test.firstRight()) / a.size());
    printf("B  %s  accuracy %.4f%n%n", second.describe(), (right + test.secondRight()) / a.size());
    printf("of %,d test images%n%,7d  both are right%n", a.size(), test.bothRight());
    printf("%,7d  only A is right%n", test.firstRight());
    printf("%,7d  only B is right%n", test.secondRight());
    printf("%,7d  both are wrong%n%n", test.bothWrong());
    printf(
        "McNemar's test: if they were equally good, so large a difference would come about"
            + " with probability %s%n%n",
        probability < 1e-4 ? "below 0.0001" : "%.4f".formatted(probability));
  }

  /** Is what a program reads. */
  private record Output(
      Side a,
      Side b,
      int images,
      McNemarTest counts,
      double probability,
      String better,
      List<ClassCounts> classes) {
    private record Side(String model, double accuracy) {}

    private record ClassCounts(String name, long onlyA, long onlyB) {}
  }

  private Output output() {
    McNemarTest test = McNemarTest.of(a, b);
    double right = test.bothRight();
    List<Output.ClassCounts> classes = new ArrayList<>();
    for (int label = 0; label < images.classNames().size(); label++) {
      String name = images.classNames().get(label);
      classes.add(new Output.ClassCounts(name, count(a, b, label), count(b, a, label)));
    }
    boolean told = test.probability() < LEVEL;
    return new Output(
        new Output.Side(first.describe(), (right + test.firstRight()) / a.size()),
        new Output.Side(second.describe(), (right + test.secondRight()) / a.size()),
        a.size(),
        test,
        test.probability(),
        told ? (test.firstRight() > test.secondRight() ? "a" : "b") : null,
        classes);
  }

  /** Says what follows from the test, at the level of 5 % that is usual. */
  private String judgement() {
    McNemarTest test = McNemarTest.of(a, b);
    if (test.firstRight() + test.secondRight() == 0) {
      return "Both are right on the same images.";
    }
    if (test.probability() >= LEVEL) {
      return "These images do not tell which of them is better.";
    }
    boolean first = test.firstRight() > test.secondRight();
    return "%s is better: of %,d images on which only one is right, it is %s on %,d."
        .formatted(
            first ? "A" : "B",
            test.firstRight() + test.secondRight(),
            first ? "A" : "B",
            Math.max(test.firstRight(), test.secondRight()));
  }

  private void printClasses() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("%-12s".formatted("class"), "only A right", "only B right"));
    for (int label = 0; label < images.classNames().size(); label++) {
      String onlyA = String.valueOf(count(a, b, label));
      rows.add(List.of(images.classNames().get(label), onlyA, count(b, a, label) + ""));
    }
    TextTable.print(rows, column -> column > 0, out());
  }

  private static long count(Predictions right, Predictions wrong, int label) {
    return onlyRight(right, wrong).filter(i -> right.truth()[i] == label).count();
  }

  private static IntStream onlyRight(Predictions right, Predictions wrong) {
    return IntStream.range(0, right.size()).filter(i -> right.correct(i) && !wrong.correct(i));
  }

  /** Names those that only the first gets right and of which the second is most confident. */
  private List<Integer> printExamples(String title, Predictions right, Predictions wrong) {
    List<Integer> examples =
        onlyRight(right, wrong)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -wrong.confidence()[i]))
            .limit(EXAMPLES)
            .toList();
    if (!examples.isEmpty()) {
      printf("%n%s, for example%n" + EXAMPLE_ROW, title, "index", "true", "A", "B");
      examples.forEach(i -> printf(EXAMPLE_ROW, i, truth(i), name(a, i), name(b, i)));
    }
    return examples;
  }

  private String truth(int image) {
    return images.classNames().get(images.label(image));
  }

  private String name(Predictions predictions, int image) {
    return images.classNames().get(predictions.predicted()[image]);
  }
}
