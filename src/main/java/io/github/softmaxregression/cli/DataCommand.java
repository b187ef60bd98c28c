package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.BatchSizeOption;
import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFileOption;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.cli.output.TextTable;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.ImageSetIterator.Layout;
import io.github.softmaxregression.figure.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what is in the data set. */
@Command(
    name = "data",
    description = "Tells what is in the data set: sizes, class counts, shapes, digests.",
    subcommands = DataTimeCommand.class)
final class DataCommand extends CommandPart implements Callable<Integer> {
  private static final int SHOWN_ROWS = 2;
  private static final int SHOWN_COLUMNS = 9;

  @Mixin private DataOption.Resized data;
  @Mixin private BatchSizeOption batchSize;
  @Mixin private DeviceOptions device;
  @Mixin private FormatOption format;

  /** Is what a program reads. */
  private record Output(
      String source,
      int height,
      int width,
      int trainingImages,
      int testImages,
      List<ClassCounts> classes,
      Map<String, String> sha256) {
    private record ClassCounts(String name, long training, long test) {}
  }

  @Override
  public Integer call() throws IOException {
    device.check();
    DataSource source = data.source();
    ImageSet training = data.resize(source.train());
    ImageSet test = data.resize(source.test());
    if (format.isJson()) {
      format.print(output(source, training, test));
      return 0;
    }
    device.start();
    printf("%s%n%n", source.describe());
    TextTable.print(counts(training, test), column -> column != 1, out());
    out().println();
    printShapes(training);
    out().println();
    out().println("SHA-256 of the uncompressed content");
    training.digests().forEach((file, digest) -> out().println(file + "  " + digest));
    test.digests().forEach((file, digest) -> out().println(file + "   " + digest));
    return 0;
  }

  private static List<List<String>> counts(ImageSet training, ImageSet test) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("label", "class     ", "training", "  test"));
    for (int label = 0; label < training.classNames().size(); label++) {
      String name = training.classNames().get(label);
      rows.add(List.of(label + "", name, count(training, label) + "", count(test, label) + ""));
    }
    rows.add(List.of("", "all", training.size() + "", test.size() + ""));
    return rows;
  }

  private static Output output(DataSource source, ImageSet training, ImageSet test) {
    List<Output.ClassCounts> classes = new ArrayList<>();
    for (int label = 0; label < training.classNames().size(); label++) {
      String name = training.classNames().get(label);
      classes.add(new Output.ClassCounts(name, count(training, label), count(test, label)));
    }
    Map<String, String> digests = new TreeMap<>(training.digests());
    digests.putAll(test.digests());
    return new Output(
        source.describe(),
        training.height(),
        training.width(),
        training.size(),
        test.size(),
        classes,
        digests);
  }

  private static long count(ImageSet images, int label) {
    return IntStream.range(0, images.size()).filter(i -> images.label(i) == label).count();
  }

  private void printShapes(ImageSet training) {
    int[] first = IntStream.range(0, Math.min(batchSize.get(), training.size())).toArray();
    ImageSetIterator flat = ImageSetIterator.inOrder(training.select(first), batchSize.get());
    DataSet batch = flat.next();
    DataSet images = flat.withLayout(Layout.IMAGES).next();
    printf("a minibatch of %d%n", batchSize.get());
    printf("features  %s for the network%n", describe(batch.getFeatures().shape()));
    printf("          %s as images%n", describe(images.getFeatures().shape()));
    printf("labels    %s one-hot%n", describe(batch.getLabels().shape()));
  }

  private static String describe(long[] shape) {
    return Arrays.toString(shape) + " float32";
  }

  @Command(description = "Names the first 18 training images and, with --figure, draws them.")
  int show(@Mixin DataOption source, @Mixin FigureFileOption figure) throws IOException {
    figure.check();
    ImageSet all = source.source().train();
    int shown = Math.min(SHOWN_ROWS * SHOWN_COLUMNS, all.size());
    ImageSet images = all.select(IntStream.range(0, shown).toArray());
    List<String> names =
        IntStream.range(0, shown).mapToObj(i -> all.classNames().get(all.label(i))).toList();
    for (int i = 0; i < shown; i += SHOWN_COLUMNS) {
      List<String> row = names.subList(i, Math.min(i + SHOWN_COLUMNS, shown));
      out().println(String.join(", ", row));
    }
    figure.write(
        () -> Figures.imageGrid(images, names.stream().map(List::of).toList(), SHOWN_COLUMNS));
    return 0;
  }
}
