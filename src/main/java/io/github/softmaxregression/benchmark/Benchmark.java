package io.github.softmaxregression.benchmark;

import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.PrefetchingIterator;
import io.github.softmaxregression.evaluation.Evaluator;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ScratchSoftmaxRegression;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.model.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures the program on this machine, with the chapter's settings: first whole processes, then
 * its parts, warmed up. ND4J must have been started.
 */
public final class Benchmark {
  /** Runs of each part that are not counted: Java compiles the code in them. */
  public static final int WARM_UPS = 3;

  private static final int TEST_BATCH = 1000;
  private static final int SINGLE_PREDICTIONS = 2000;

  private final DataSource source;
  private final int runs;
  private final Consumer<Measurement> listener;
  private final List<Measurement> measurements = new ArrayList<>();

  /**
   * A benchmark of a data set.
   *
   * @param runs how many runs of each part are counted, 1 or more
   * @param listener is told of each measurement as it is made
   */
  public Benchmark(DataSource source, int runs, Consumer<Measurement> listener) {
    this.source = source;
    this.runs = runs;
    this.listener = listener;
  }

  /** Something to measure. */
  private interface Work {
    void run() throws IOException;
  }

  /**
   * Measures everything; takes about a minute.
   *
   * @param program how to start the program in a process of its own
   * @param options arguments that its processes shall have beside their own
   * @param folder an empty folder to work in
   */
  public BenchmarkReport run(List<String> program, List<String> options, Path folder)
      throws IOException {
    ImageSet training = source.train();
    ImageSet test = source.test();
    Path zip = folder.resolve("model.zip");
    long peakBytes = measureProcesses(program, options, folder, zip, training);
    measureReading(training);
    measureTraining(training, test);
    measurePrediction(ImageClassifier.load(zip), test);
    return new BenchmarkReport(runs, WARM_UPS, List.copyOf(measurements), peakBytes);
  }

  /** Whole processes need no warm-up, but one run that unpacks the native libraries. */
  private long measureProcesses(
      List<String> program, List<String> options, Path folder, Path zip, ImageSet training)
      throws IOException {
    List<String> train = new ArrayList<>(List.of("train", "--out", zip.toString()));
    train.addAll(options);
    List<String> predict =
        new ArrayList<>(List.of("predict", "--test-index", "0", "--model", zip.toString()));
    predict.addAll(options);
    ChildProcess.run(program, train, folder);
    double[] trainSeconds = new double[runs];
    double[] predictSeconds = new double[runs];
    long peakBytes = 0;
    for (int i = 0; i < runs; i++) {
      ChildProcess trained = ChildProcess.run(program, train, folder);
      trainSeconds[i] = trained.seconds();
      peakBytes = Math.max(peakBytes, trained.peakBytes());
      predictSeconds[i] = ChildProcess.run(program, predict, folder).seconds();
    }
    int epochs = Hyperparameters.DEFAULTS.epochs();
    add(
        Measurement.of(
            "start, train %d epochs, save, end".formatted(epochs),
            (long) epochs * training.size(),
            trainSeconds));
    add(Measurement.of("start, classify one image, end", 1, predictSeconds));
    return peakBytes;
  }

  private void measureReading(ImageSet training) throws IOException {
    measure("read and check the training images", training.size(), source::train);
    ImageSetIterator shuffled = shuffled(training);
    try (PrefetchingIterator minibatches = new PrefetchingIterator(shuffled)) {
      measure("make the minibatches of an epoch", training.size(), () -> readAll(minibatches));
    }
  }

  private static void readAll(PrefetchingIterator minibatches) {
    minibatches.reset();
    while (minibatches.hasNext()) {
      minibatches.next();
    }
  }

  private void measureTraining(ImageSet training, ImageSet test) throws IOException {
    int inputs = training.pixelsPerImage();
    int classes = training.classNames().size();
    SoftmaxNetwork network = SoftmaxNetwork.create(Hyperparameters.DEFAULTS, inputs, classes);
    measureEpoch("train the network for an epoch", network, training);
    measureEpoch(
        "train the hand-written model for an epoch",
        new ScratchSoftmaxRegression(Hyperparameters.DEFAULTS, inputs, classes),
        training);
    ImageSetIterator inOrder = ImageSetIterator.inOrder(test, TEST_BATCH);
    measure("evaluate", test.size(), () -> Evaluator.evaluate(network, inOrder));
  }

  private void measureEpoch(String name, TrainableModel model, ImageSet training)
      throws IOException {
    try (PrefetchingIterator minibatches = new PrefetchingIterator(shuffled(training))) {
      measure(name, training.size(), () -> model.fitEpoch(minibatches, counts -> {}));
    }
  }

  private static ImageSetIterator shuffled(ImageSet training) {
    Hyperparameters settings = Hyperparameters.DEFAULTS;
    return ImageSetIterator.shuffled(training, settings.batchSize(), settings.seed());
  }

  private void measurePrediction(ImageClassifier classifier, ImageSet test) throws IOException {
    double[] seconds = new double[SINGLE_PREDICTIONS];
    for (int i = -SINGLE_PREDICTIONS; i < SINGLE_PREDICTIONS; i++) {
      ImageSet image = test.select(Math.floorMod(i, test.size()));
      double taken = seconds(() -> classifier.classify(image));
      if (i >= 0) {
        seconds[i] = taken;
      }
    }
    add(Measurement.quantile("classify one image (median)", 0.5, seconds));
    add(Measurement.quantile("classify one image (99th percentile)", 0.99, seconds));
    measure("classify all test images", test.size(), () -> classifier.classify(test));
    measureProduct(classifier, test);
  }

  /** The least that classifying many images takes: of every pixel, a product for each class. */
  private void measureProduct(ImageClassifier classifier, ImageSet test) throws IOException {
    int classes = classifier.input().classNames().size();
    INDArray features = ImageSetIterator.inOrder(test, ImageClassifier.BATCH).next().getFeatures();
    INDArray weights = Nd4j.rand(DataType.FLOAT, features.size(1), classes);
    INDArray product = Nd4j.createUninitialized(DataType.FLOAT, features.size(0), classes);
    int minibatches = test.size() / ImageClassifier.BATCH;
    measure(
        "of that, the matrix product alone",
        (long) minibatches * features.size(0),
        () -> {
          for (int i = 0; i < minibatches; i++) {
            Nd4j.gemm(features, weights, product, false, false, 1, 0);
          }
        });
  }

  private void measure(String name, long images, Work work) throws IOException {
    for (int i = 0; i < WARM_UPS; i++) {
      work.run();
    }
    double[] seconds = new double[runs];
    for (int i = 0; i < runs; i++) {
      seconds[i] = seconds(work);
    }
    add(Measurement.of(name, images, seconds));
  }

  private static double seconds(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private void add(Measurement measurement) {
    measurements.add(measurement);
    listener.accept(measurement);
  }
}
