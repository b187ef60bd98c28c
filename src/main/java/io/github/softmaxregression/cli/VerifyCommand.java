package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.cli.output.EpochProgress;
import io.github.softmaxregression.cli.output.LongWork;
import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.Optimizer;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.ConditionedZip;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.StoredModel;
import io.github.softmaxregression.store.Versions;
import io.github.softmaxregression.training.Conditions;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import io.github.softmaxregression.training.TrainingSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains again from what a zip says of itself, and compares. */
@Command(
    name = "verify",
    description = {
      "Trains again with the settings recorded in a zip, and compares the result with it.",
      "The parameters are compared bit by bit, and then the whole file."
    })
final class VerifyCommand extends CommandPart implements Callable<Integer> {
  /**
   * How far parameters may be apart that another kind of processor, or number of threads, has
   * found: OpenBLAS adds up in another order then. With its kernels for five kinds of processor the
   * two presets' were up to 4e-6 apart; another seed moves them by 0.1.
   */
  private static final double ROUNDING = 1e-4;

  private static final String PROGRAM = "softmax-regression"; // as versions are recorded by name

  @Mixin private DataOption data;
  @Mixin private DeviceOptions device;

  @Parameters(
      paramLabel = "ZIP",
      converter = ModelOption.Converter.class,
      description = "The saved model: " + ModelOption.WHICH)
  private ModelSource zip;

  @Mixin private FormatOption format;

  /** Is what a program reads: what was found the same, and how far apart parameters are. */
  private record Output(
      String model, int parameters, int differing, double largestDifference, String file) {}

  private int differing;
  private double largest;

  @Option(names = "--from", paramLabel = "ZIP")
  private String from;

  @Override
  public Integer call() throws IOException {
    device.check();
    try (Background<StoredModel> loading = Background.start("ND4J", this::load)) {
      ImageSet images =
          data.source(() -> ImageClassifier.preparation(loading.result().input())).train();
      StoredModel stored = loading.result();
      Provenance made = provenance(stored);
      ImageSet training = ModelOption.fitted(images, stored.input(), zip);
      requireSameData(made, training);
      Conditions conditions = ConditionedZip.conditions(zip).orElse(null);
      RunStart start = start(made);
      SoftmaxNetwork again;
      try (LongWork work =
          new LongWork(spec().name(), err(), isWatched(), "nothing was compared")) {
        again = trainAgain(made, start, conditions, training, work);
      }
      compare(stored, made, conditions, again);
    }
    return 0;
  }

  /** Starts ND4J and reads the model. */
  private StoredModel load() throws IOException {
    device.start();
    return StoredModel.loadNetwork(zip);
  }

  private Provenance provenance(StoredModel stored) throws InvalidFileException {
    if (stored.provenance().map(Provenance::lbfgs).isPresent()) {
      String found = "a model that Spark has trained";
      String expected = "one of the commands train and scratch";
      throw new InvalidFileException(
          zip, found, expected, "train it again with Spark and compare the two zips");
    }
    Provenance made =
        stored
            .provenance()
            .filter(found -> found.hyperparameters() != null && found.model() != null)
            .orElseThrow(() -> ModelOption.unknownOrigin(zip));
    if (stored.softmaxRegression().isEmpty()) {
      String found = "a network of other layers";
      throw new InvalidFileException(
          zip, found, "one softmax layer", "train it again and give both zips to compare");
    }
    if (made.hyperparameters().optimizer() == Optimizer.POLYAK) {
      String found = "a model trained with Polyak's momentum";
      String expected = "the optimizer sgd, nesterov or adam";
      throw new InvalidFileException(
          zip, found, expected, "verify it with " + PROGRAM + " " + made.versions().get(PROGRAM));
    }
    return made;
  }

  private void requireSameData(Provenance made, ImageSet training) throws InvalidFileException {
    Map<String, String> recorded = new TreeMap<>(made.data().sha256());
    recorded.keySet().retainAll(training.digests().keySet());
    if (!recorded.equals(training.digests())) {
      String found = "a model of other training images (" + made.data().location() + ")";
      String expected = "the ones that it was trained on";
      throw new InvalidFileException(zip, found, expected, "name their folder with --data");
    }
  }

  private SoftmaxNetwork trainAgain(
      Provenance made, RunStart start, Conditions conditions, ImageSet training, LongWork work)
      throws InvalidFileException {
    Hyperparameters settings = made.hyperparameters();
    int epochs = settings.epochs();
    format
        .notes()
        .printf(
            "training again: %s, %s, %d epoch%s%n",
            conditions == null
                ? "%,d images".formatted(made.data().trainingImages())
                : made.data().location(),
            settings.describe(),
            epochs,
            epochs == 1 ? "" : "s");
    int learned = made.data().trainingImages();
    Trainer.Listener progress = EpochProgress.of(work::at, epochs, learned);
    if (conditions != null) {
      try {
        return conditions.train(made.model(), settings, training, progress);
      } catch (IllegalArgumentException e) {
        String expected = "conditions that hold for its training images";
        throw new InvalidFileException(zip, e.getMessage(), expected, "do not trust it");
      }
    }
    TrainingSetup setup = new TrainingSetup(made.model(), settings, training);
    if (start != null) {
      start.begin(setup);
    }
    setup.train(Progress.START, null, null, progress);
    return setup.result();
  }

  /** Finds the parameters that the run began with, which only their own zip knows; or null. */
  private RunStart start(Provenance made) throws IOException {
    if (made.from() == null) {
      if (from != null) {
        throw usage("--from: %s began anew, from no other model", zip);
      }
      return null;
    }
    RunStart start = from == null ? null : RunStart.from(ModelSource.of(from));
    if (start == null || !RunStart.isSame(made.from(), start.origin())) {
      throw new InvalidFileException(
          zip,
          "a model that went on from " + RunStart.describe(made.from()),
          start == null ? "that zip too" : "that zip, not " + RunStart.describe(start.origin()),
          "name it with --from");
    }
    return start;
  }

  private void compare(
      StoredModel stored, Provenance made, Conditions conditions, SoftmaxNetwork again)
      throws IOException {
    SoftmaxNetwork network = stored.softmaxRegression().orElseThrow();
    boolean same = compareParameters(network, again, made);
    ByteArrayOutputStream rebuilt = new ByteArrayOutputStream();
    ConditionedZip.write(same ? again : network, stored.input(), made, conditions, rebuilt);
    int position = Arrays.mismatch(rebuilt.toByteArray(), zip.bytes());
    String writer = made.versions().get(PROGRAM);
    if (position < 0) {
      String bytes = same ? "so is every byte of" : "every byte is as this program writes it:";
      format.say("%s %s%n", bytes, zip.describe());
    } else if (!Objects.equals(writer, Versions.all().get(PROGRAM))) {
      format.say("%s %s has written the rest of %s, otherwise%n", PROGRAM, writer, zip.describe());
    } else {
      String found = "another byte at %,d".formatted(position);
      String expected = "the file that this program writes for the same model";
      throw new InvalidFileException(
          zip, found, expected, "do not trust it: it was changed after it was written");
    }
    if (format.isJson()) {
      int parameters = network.state().parameters().length;
      String file = position < 0 ? (same ? "same" : "as written here") : "of another version";
      format.print(new Output(zip.describe(), parameters, differing, largest, file));
    }
  }

  /** Whether all are the same to the last bit; if they are not, they must be near. */
  private boolean compareParameters(SoftmaxNetwork stored, SoftmaxNetwork again, Provenance made)
      throws InvalidFileException {
    float[] expected = stored.state().parameters();
    float[] found = again.state().parameters();
    int[] others =
        IntStream.range(0, expected.length)
            .filter(i -> Float.floatToIntBits(expected[i]) != Float.floatToIntBits(found[i]))
            .toArray();
    differing = others.length;
    if (differing == 0) {
      format.say("all %,d parameters are the same%n", expected.length);
      return true;
    }
    largest = // NaN, if one is
        IntStream.of(others)
            .mapToDouble(i -> Math.abs((double) expected[i] - found[i]))
            .max()
            .orElseThrow();
    String difference =
        "%,d of %,d parameters that differ, by up to %.2g"
            .formatted(differing, expected.length, largest);
    if (largest <= ROUNDING) {
      format.say("%s: what another processor's order of sums makes%n", difference);
      return false;
    }
    String otherwise = "try the versions that it was made with: " + made.versions();
    String advice = made.versions().equals(Versions.all()) ? "train it again" : otherwise;
    throw new InvalidFileException(zip, difference, "those that its settings give", advice);
  }
}
