package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.FashionMnistIterator;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.PrefetchingIterator;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.model.Classifier;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Trainer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands that train have in common: everything but the model. */
abstract class TrainingCommand implements Callable<Integer> {
  private static final int TEST_BATCH = 1000;

  @Spec private CommandSpec spec;
  @ParentCommand private SoftmaxRegression root;
  @Mixin private DataOption data;
  @Mixin private ResizeOption resize;
  @Mixin private BatchSizeOption batchSize;
  @Mixin private ComputeOptions compute;
  @Mixin private FiguresOption figures;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training images. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Step size of SGD. Default: ${DEFAULT-VALUE}.")
  private double learningRate = Hyperparameters.DEFAULTS.learningRate();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides starting weights and shuffling. Default: ${DEFAULT-VALUE}.")
  private long seed = Hyperparameters.DEFAULTS.seed();

  @Option(
      names = "--out",
      paramLabel = "ZIP",
      description = "Where to save the model. Default: ${DEFAULT-VALUE}.")
  private Path out;

  /** Sets the defaults that differ from command to command. */
  TrainingCommand(int epochs, String out) {
    this.epochs = epochs;
    this.out = Path.of(out);
  }

  /** A new model, ready to train. */
  abstract Classifier create(Hyperparameters settings, int inputs, int classes);

  /** The trained model as a network that can be saved. */
  abstract SoftmaxNetwork network(Classifier trained, Hyperparameters settings);

  @Override
  @SuppressWarnings("try") // the rehearsal is waited for, its result is not of use
  public Integer call() throws IOException {
    Hyperparameters settings = settings();
    compute.check();
    resize.check();
    FashionMnist source = data.source();
    try (Background<Void> starting = Background.start("ND4J", () -> start(settings))) {
      ImageSet training = resize.apply(source.train());
      ImageSet test = resize.apply(source.test());
      AtomicFile.requireWritable(out);
      starting.result();
      Classifier model = create(settings, training.pixelsPerImage(), training.classNames().size());
      announce(source, training, test, settings);
      List<EpochMetrics> epochTable;
      try (var rehearsal =
          Background.start("rehearsal", () -> rehearse(source, training, test, settings))) {
        epochTable = train(model, training, test, settings);
      }
      save(network(model, settings), source, training, test, settings, epochTable);
    }
    return 0;
  }

  /** Starts ND4J and loads the model's classes, by making a small one: as long as reading takes. */
  private Void start(Hyperparameters settings) {
    long inputs = (long) resize.side() * resize.side();
    compute.start(settings.batchSize(), inputs, FashionMnist.CLASSES);
    create(settings, 1, FashionMnist.CLASSES);
    return null;
  }

  private List<EpochMetrics> train(
      Classifier model, ImageSet training, ImageSet test, Hyperparameters settings) {
    var shuffled = FashionMnistIterator.shuffled(training, settings.batchSize(), settings.seed());
    var inOrder = FashionMnistIterator.inOrder(test, TEST_BATCH);
    try (PrefetchingIterator minibatches = new PrefetchingIterator(shuffled);
        PrefetchingIterator testMinibatches = new PrefetchingIterator(inOrder)) {
      return Trainer.train(
          model,
          minibatches,
          testMinibatches,
          settings.epochs(),
          new EpochTable(writer(), settings.epochs(), training.size(), root.terminal()));
    }
  }

  /**
   * Saves and draws a made-up result for nobody while the network trains: most of what saving and
   * drawing take is the loading of their libraries.
   */
  private Void rehearse(
      FashionMnist source, ImageSet training, ImageSet test, Hyperparameters settings)
      throws IOException {
    SoftmaxNetwork network = SoftmaxNetwork.create(settings, 1, training.classNames().size());
    List<EpochMetrics> epochTable = List.of(new EpochMetrics(1, 1, 0.5, 0.5, 1));
    figures.rehearse(() -> Figures.learningCurve(epochTable));
    figures.rehearse(() -> Figures.weightPictures(network.weights(), training.classNames(), 1, 1));
    ModelStore.write(
        network,
        InputFormat.of(training),
        Provenance.now(settings, source, training, test, compute.choice(), epochTable),
        OutputStream.nullOutputStream());
    return null;
  }

  private void save(
      SoftmaxNetwork network,
      FashionMnist source,
      ImageSet training,
      ImageSet test,
      Hyperparameters settings,
      List<EpochMetrics> epochTable)
      throws IOException {
    ModelStore.save(
        network,
        InputFormat.of(training),
        Provenance.now(settings, source, training, test, compute.choice(), epochTable),
        out);
    writer().println("saved " + out);
    figures.write("learning-curve", out, () -> Figures.learningCurve(epochTable));
    figures.write(
        "weights",
        out,
        () ->
            Figures.weightPictures(
                network.weights(), training.classNames(), training.height(), training.width()));
  }

  private Hyperparameters settings() {
    try {
      return new Hyperparameters(
          epochs, batchSize.get(), learningRate, Hyperparameters.DEFAULTS.weightStdDev(), seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void announce(
      FashionMnist source, ImageSet training, ImageSet test, Hyperparameters settings) {
    writer()
        .printf(
            "Softmax regression: %,d training and %,d test images of %d x %d (%s), %d classes%n",
            training.size(),
            test.size(),
            training.height(),
            training.width(),
            source.location(),
            training.classNames().size());
    writer()
        .printf(
            "SGD %s, batch size %d, seed %d, on ND4J's %s%n%n",
            settings.learningRate(), settings.batchSize(), settings.seed(), compute.choice());
    writer().flush();
  }

  private PrintWriter writer() {
    return spec.commandLine().getOut();
  }
}
