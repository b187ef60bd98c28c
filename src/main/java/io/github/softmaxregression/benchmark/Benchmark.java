package io.github.softmaxregression.benchmark;

import io.github.softmaxregression.backend.Threads;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.memory.PrefetchingIterator;
import io.github.softmaxregression.evaluation.Predictions;
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
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures the program on this machine, with the chapter's settings: first whole processes, then
 * its parts, warmed up. ND4J must have been started.
 */
public final class Benchmark {
  /** Runs each part so often uncounted: Java compiles the code in them. */
  public static final int WARM_UPS = 3;

  private static final Hyperparameters SETTINGS = Hyperparameters.CHAPTER;
  private static final int SINGLE_PREDICTIONS = 2000;

  // What each takes on two cores, to tell how much is left.
  private static final double TRAINING_SECONDS = 4;
  private static final double PREDICTION_SECONDS = 1.5;
  private static final double PART_SECONDS = 0.2;
  private static final int PARTS = 8;
  private static final double LIMIT_SECONDS = 1;

  /** Hears how far a benchmark is. */
  public interface Listener {
    /** Hears what is measured next, and the share that is done, from 0 to 1. */
    void begins(String name, double share);

    /** Hears of a measurement as it is made. */
    void measured(Measurement measurement);
  }

  private interface Work {
    void run() throws IOException;
  }

  private final DataSource source;
  private final int runs;
  private final Listener listener;
  private double done; // of the seconds that all takes on a usual machine
  private final List<Measurement> measurements = new ArrayList<>();
  private Limit limit; // null where a GPU computes

  /**
   * Prepares a benchmark of a data set.
   *
   * @param runs how many runs of each part are counted, 1 or more
   */
  public Benchmark(DataSource source, int runs, Listener listener) {
    this.source = source;
    this.runs = runs;
    this.listener = listener;
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
    long peakBytes = measureProcesses(program, options, zip, training.size());
    measure("read and check the training images", training.size(), source::train);
    measureTraining(training, test);
    measurePrediction(ImageClassifier.load(zip), test);
    Double limitSeconds = limit == null ? null : limit.seconds(1);
    return new BenchmarkReport(runs, WARM_UPS, limitSeconds, List.copyOf(measurements), peakBytes);
  }

  /** Measures whole processes: without warm-up, but one run that unpacks the native libraries. */
  private long measureProcesses(List<String> program, List<String> options, Path zip, long images)
      throws IOException {
    Path folder = zip.getParent();
    List<String> train = with(options, "train", "--out", zip.toString());
    List<String> predict = with(options, "predict", "--test-index", "0", "--model", zip.toString());
    String name = "start, train %d epochs, save, end".formatted(SETTINGS.epochs());
    begin(name, TRAINING_SECONDS);
    ChildProcess.run(program, train, folder);
    double[] trainSeconds = new double[runs];
    double[] predictSeconds = new double[runs];
    long peakBytes = 0;
    for (int i = 0; i < runs; i++) {
      begin(name, TRAINING_SECONDS + PREDICTION_SECONDS);
      ChildProcess trained = ChildProcess.run(program, train, folder);
      trainSeconds[i] = trained.seconds();
      peakBytes = Math.max(peakBytes, trained.peakBytes());
      predictSeconds[i] = ChildProcess.run(program, predict, folder).seconds();
    }
    add(Measurement.of(name, SETTINGS.epochs() * images, trainSeconds));
    add(Measurement.of("start, classify one image, end", 1, predictSeconds));
    return peakBytes;
  }

  private static List<String> with(List<String> options, String... command) {
    return Stream.concat(Stream.of(command), options.stream()).toList();
  }

  private void measureTraining(ImageSet training, ImageSet test) throws IOException {
    int inputs = training.pixelsPerImage();
    int classes = training.classNames().size();
    SoftmaxNetwork network = SoftmaxNetwork.create(SETTINGS, inputs, classes);
    TrainableModel byHand = new ScratchSoftmaxRegression(SETTINGS, inputs, classes);
    if (network.computesInParts()) {
      measureLimit(training);
      measureEpoch(network, training, 1);
      if (Threads.inUse() > 1) {
        measureEpoch(network, training, Threads.inUse());
      }
    } else {
      add(timeEpoch("train the network for an epoch", training, network::step));
    }
    // One thread trains it while another makes the next minibatch.
    Measurement epoch =
        timeEpoch("train the hand-written model for an epoch", training, byHand::step);
    add(limit == null ? epoch : epoch.against(limit.seconds(2)));
    add(timeEpoch("make the minibatches of an epoch", training, minibatch -> {}));
    measure("evaluate", test.size(), () -> Predictions.of(network, test));
  }

  private void measureLimit(ImageSet training) {
    String name = "least time for an epoch, 1 thread";
    begin(name, LIMIT_SECONDS);
    limit = Limit.of(training);
    int images = training.size();
    add(Measurement.best(name, images, limit.seconds(1)).against(limit.seconds(1)));
    add(Measurement.best("of that, the matrix products", images, limit.products()));
    add(Measurement.best("of that, copying the pixels", images, limit.copying()));
    add(Measurement.best("of that, making them float32", images, limit.converting()));
  }

  /** Measures a network that makes its minibatches itself, as it does when it is trained. */
  private void measureEpoch(SoftmaxNetwork network, ImageSet training, int threads)
      throws IOException {
    String name =
        "train the network for an epoch, %d thread%s".formatted(threads, threads == 1 ? "" : "s");
    ImageSetIterator minibatches = shuffled(training).inParts();
    int before = Threads.inUse();
    Threads.use(threads);
    try {
      Measurement epoch = time(name, training.size(), () -> pass(minibatches, network::step));
      add(epoch.against(limit.seconds(threads)));
    } finally {
      Threads.use(before);
    }
  }

  /** Times an epoch whose minibatches a thread in the background makes. */
  private Measurement timeEpoch(String name, ImageSet training, Consumer<DataSet> step)
      throws IOException {
    try (PrefetchingIterator minibatches = new PrefetchingIterator(shuffled(training))) {
      return time(name, training.size(), () -> pass(minibatches, step));
    }
  }

  private static ImageSetIterator shuffled(ImageSet training) {
    return ImageSetIterator.shuffled(training, SETTINGS.batchSize(), SETTINGS.seed());
  }

  private static void pass(DataSetIterator minibatches, Consumer<DataSet> step) {
    minibatches.reset();
    minibatches.forEachRemaining(step);
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

  /** Measures the least that classifying takes: of every pixel, a product for each class. */
  private void measureProduct(ImageClassifier classifier, ImageSet test) throws IOException {
    int classes = classifier.input().classNames().size();
    INDArray features = ImageSetIterator.inOrder(test, ImageClassifier.BATCH).next().getFeatures();
    INDArray weights = Nd4j.rand(DataType.FLOAT, features.size(1), classes);
    INDArray product = Nd4j.createUninitialized(DataType.FLOAT, features.size(0), classes);
    int minibatches = test.size() / ImageClassifier.BATCH;
    Work products =
        () -> {
          for (int i = 0; i < minibatches; i++) {
            Nd4j.gemm(features, weights, product, false, false, 1, 0);
          }
        };
    measure("of that, the matrix product alone", minibatches * features.size(0), products);
  }

  private void measure(String name, long images, Work work) throws IOException {
    add(time(name, images, work));
  }

  private Measurement time(String name, long images, Work work) throws IOException {
    begin(name, (WARM_UPS + runs) * PART_SECONDS);
    for (int i = 0; i < WARM_UPS; i++) {
      work.run();
    }
    double[] seconds = new double[runs];
    for (int i = 0; i < runs; i++) {
      seconds[i] = seconds(work);
    }
    return Measurement.of(name, images, seconds);
  }

  private static double seconds(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Tells what comes next, and of the seconds before it; begins those of the next. */
  private void begin(String name, double seconds) {
    double parts = LIMIT_SECONDS + PARTS * (WARM_UPS + runs) * PART_SECONDS;
    double all = TRAINING_SECONDS + runs * (TRAINING_SECONDS + PREDICTION_SECONDS) + parts;
    listener.begins(name, Math.min(1, done / all));
    done += seconds;
  }

  private void add(Measurement measurement) {
    measurements.add(measurement);
    listener.measured(measurement);
  }
}
