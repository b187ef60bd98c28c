package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.BatchSizeOption;
import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.memory.MinibatchBuffers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times one pass over the training minibatches. */
@Command(
    name = "time",
    description = "Times one shuffled pass over all training minibatches, without training.")
final class DataTimeCommand extends CommandPart implements Callable<Integer> {
  private static final int SEED = 1;
  private static final int WARM_PASSES = 5;

  @Mixin private DataOption.Resized data;
  @Mixin private BatchSizeOption batchSize;
  @Mixin private DeviceOptions device;

  @Option(names = "--workers", paramLabel = "N")
  private int workers = 1;

  @Override
  public Integer call() throws IOException {
    requireRange("--workers", workers, 1, 64);
    device.check();
    int size = batchSize.get();
    ImageSet training = data.resize(data.source().train());
    device.start();
    double cold = seconds(training);
    double[] warm = new double[WARM_PASSES];
    for (int i = 0; i < warm.length; i++) {
      warm[i] = seconds(training);
    }
    Arrays.sort(warm);
    double median = warm[warm.length / 2];
    int images = training.size();
    int minibatches = ImageSetIterator.inOrder(training, size).minibatches();
    String plural = workers == 1 ? "" : "s";
    printf("%,d images in %,d minibatches of %d, ", images, minibatches, size);
    printf("%d worker%s: %.3f s, ", workers, plural, median);
    printf("%,.0f images per second%n(median of %d passes; ", images / median, WARM_PASSES);
    printf("the first, before Java had compiled the code: %.3f s)%n", cold);
    return 0;
  }

  /** Shuffles and makes every minibatch once. */
  private double seconds(ImageSet training) throws IOException {
    long start = System.nanoTime();
    ImageSetIterator pass = ImageSetIterator.shuffled(training, batchSize.get(), SEED);
    List<Background<Long>> shares = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      shares.add(Background.start("minibatches", () -> read(pass, worker)));
    }
    long images = 0;
    for (Background<Long> share : shares) {
      images += share.result();
    }
    if (images != training.size()) {
      throw new IllegalStateException(images + " images read of " + training.size());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private long read(ImageSetIterator pass, int worker) {
    int first = worker * pass.minibatches() / workers;
    int end = (worker + 1) * pass.minibatches() / workers;
    ImageSetIterator share = pass.startingAt(0, first);
    MinibatchBuffers buffers = share.newBuffers();
    long images = 0;
    for (int k = first; k < end; k++) {
      images += share.next(buffers).numExamples();
      Nd4j.getExecutioner().commit(); // a GPU has made it, not only been told to
    }
    return images;
  }
}
