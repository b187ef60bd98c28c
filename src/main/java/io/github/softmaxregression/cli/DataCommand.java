package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.ImageSetIterator.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what is in the data set. */
@Command(
    name = "data",
    description = "Tells what is in the data set: sizes, class counts, shapes, digests.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class,
    subcommands = {DataShowCommand.class, DataTimeCommand.class})
final class DataCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private ResizeOption resize;
  @Mixin private BatchSizeOption batchSize;
  @Mixin private DeviceOptions compute;

  @Override
  public Integer call() throws IOException {
    compute.check();
    DataSource source = data.source(resize::side);
    ImageSet training = resize.apply(source.train());
    ImageSet test = resize.apply(source.test());
    compute.start(batchSize.get(), training.pixelsPerImage(), training.classNames().size());
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s%n%n", source.describe());
    printCounts(training, test, out);
    out.println();
    printShapes(training, out);
    out.println();
    out.println("SHA-256 of the uncompressed content");
    training.digests().forEach((file, digest) -> out.println(file + "  " + digest));
    test.digests().forEach((file, digest) -> out.println(file + "   " + digest));
    return 0;
  }

  private static void printCounts(ImageSet training, ImageSet test, PrintWriter out) {
    out.printf("%5s  %-10s  %8s  %6s%n", "label", "class", "training", "test");
    for (int label = 0; label < training.classNames().size(); label++) {
      out.printf(
          "%5d  %-10s  %8d  %6d%n",
          label, training.classNames().get(label), count(training, label), count(test, label));
    }
    out.printf("%5s  %-10s  %8d  %6d%n", "", "all", training.size(), test.size());
  }

  private static long count(ImageSet images, int label) {
    return IntStream.range(0, images.size()).filter(i -> images.label(i) == label).count();
  }

  private void printShapes(ImageSet training, PrintWriter out) {
    int[] first = IntStream.range(0, Math.min(batchSize.get(), training.size())).toArray();
    ImageSetIterator flat = ImageSetIterator.inOrder(training.select(first), batchSize.get());
    DataSet batch = flat.next();
    DataSet images = flat.withLayout(Layout.IMAGES).next();
    out.printf("a minibatch of %d%n", batchSize.get());
    out.println("features  " + describe(batch.getFeatures().shape()) + " for the network");
    out.println("          " + describe(images.getFeatures().shape()) + " as images");
    out.println("labels    " + describe(batch.getLabels().shape()) + " one-hot");
  }

  private static String describe(long[] shape) {
    return Arrays.toString(shape) + " float32";
  }
}
