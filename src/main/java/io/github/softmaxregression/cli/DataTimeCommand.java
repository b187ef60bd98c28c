package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.MinibatchWorkspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Times one pass over the training minibatches. */
@Command(
    name = "time",
    description = "Times one shuffled pass over all training minibatches, without training.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class DataTimeCommand implements Callable<Integer> {
  private static final int SEED = 1;
  private static final int WARM_PASSES = 5;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private ResizeOption resize;
  @Mixin private BatchSizeOption batchSize;
  @Mixin private DeviceOptions compute;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that make minibatches, 1 to 64. Default: ${DEFAULT-VALUE}.")
  private int workers = 1;

  @Override
  public Integer call() throws IOException, ExecutionException, InterruptedException {
    if (workers < 1 || workers > 64) {
      throw new ParameterException(
          spec.commandLine(), "--workers " + workers + ": expected 1 to 64");
    }
    compute.check();
    int size = batchSize.get();
    ImageSet training = resize.apply(data.source(resize::side).train());
    compute.start(size, training.pixelsPerImage(), training.classNames().size());
    ImageSetIterator pass = ImageSetIterator.shuffled(training, size, SEED);
    double cold = seconds(training);
    double[] warm = new double[WARM_PASSES];
    for (int i = 0; i < warm.length; i++) {
      warm[i] = seconds(training);
    }
    Arrays.sort(warm);
    double median = warm[warm.length / 2];
    spec.commandLine()
        .getOut()
        .printf(
            "%,d images in %,d minibatches of %d, %d worker%s: %.3f s, %,.0f images per second%n"
                + "(median of %d passes; the first, before Java had compiled the code: %.3f s)%n",
            training.size(),
            pass.minibatches(),
            size,
            workers,
            workers == 1 ? "" : "s",
            median,
            training.size() / median,
            WARM_PASSES,
            cold);
    return 0;
  }

  /** Shuffles and makes every minibatch once. */
  private double seconds(ImageSet training) throws ExecutionException, InterruptedException {
    long start = System.nanoTime();
    long images = read(ImageSetIterator.shuffled(training, batchSize.get(), SEED));
    if (images != training.size()) {
      throw new IllegalStateException(images + " images read of " + training.size());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Every worker takes every n-th minibatch. */
  private long read(ImageSetIterator pass) throws ExecutionException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<Long>> shares = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int first = i;
        shares.add(
            threads.submit(
                () -> {
                  long images = 0;
                  for (int k = first; k < pass.minibatches(); k += workers) {
                    images += examples(pass, k);
                  }
                  return images;
                }));
      }
      long images = 0;
      for (Future<Long> share : shares) {
        images += share.get();
      }
      return images;
    } finally {
      threads.shutdownNow();
    }
  }

  @SuppressWarnings("try") // a workspace is entered and left, not called
  private static int examples(ImageSetIterator pass, int number) {
    try (MemoryWorkspace ignored = MinibatchWorkspace.enter()) {
      int examples = pass.minibatch(number).numExamples();
      Nd4j.getExecutioner().commit(); // a GPU has made it, not only been told to
      return examples;
    }
  }
}
