package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.FashionMnistIterator;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.PrefetchingIterator;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.model.Classifier;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.Nd4jThreads;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.nd4j.linalg.factory.Nd4j;
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
  public Integer call() throws IOException {
    Hyperparameters settings = settings();
    FashionMnist source = data.source();
    ImageSet training = resize.apply(source.train());
    ImageSet test = resize.apply(source.test());
    AtomicFile.requireWritable(out);
    Nd4jThreads.use(1);
    Classifier model = create(settings, training.pixelsPerImage(), training.classNames().size());
    announce(source, training, test, settings);
    List<EpochMetrics> epochTable = train(model, training, test, settings);
    SoftmaxNetwork network = network(model, settings);
    ModelStore.save(
        network,
        InputFormat.of(training),
        Provenance.now(settings, source, training, test, epochTable),
        out);
    writer().println("saved " + out);
    figures.write("learning-curve", out, () -> Figures.learningCurve(epochTable));
    figures.write(
        "weights",
        out,
        () ->
            Figures.weightPictures(
                network.weights(), training.classNames(), training.height(), training.width()));
    return 0;
  }

  private List<EpochMetrics> train(
      Classifier model, ImageSet training, ImageSet test, Hyperparameters settings) {
    var shuffled = FashionMnistIterator.shuffled(training, settings.batchSize(), settings.seed());
    try (PrefetchingIterator minibatches = new PrefetchingIterator(shuffled)) {
      return Trainer.train(
          model,
          minibatches,
          FashionMnistIterator.inOrder(test, TEST_BATCH),
          settings.epochs(),
          new EpochTable(writer(), settings.epochs(), training.size(), root.terminal()));
    }
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
            settings.learningRate(),
            settings.batchSize(),
            settings.seed(),
            Nd4j.getBackend().getClass().getSimpleName());
    writer().flush();
  }

  private PrintWriter writer() {
    return spec.commandLine().getOut();
  }
}
