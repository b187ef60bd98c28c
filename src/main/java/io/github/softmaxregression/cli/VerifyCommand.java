package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.StoredModel;
import io.github.softmaxregression.store.Versions;
import io.github.softmaxregression.training.TrainingSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains again from what a zip says of itself, and compares. */
@Command(
    name = "verify",
    description = {
      "Trains again with the settings recorded in a zip and compares the result with it: the",
      "parameters bit by bit, and then the whole file."
    },
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class VerifyCommand implements Callable<Integer> {
  /**
   * How far parameters may be apart that another kind of processor, or number of threads, has
   * found: OpenBLAS adds up in another order then. With its kernels for five kinds of processor the
   * two recipes' were up to 4e-6 apart; another seed moves them by 0.1.
   */
  private static final double ROUNDING = 1e-4;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions compute;

  @Parameters(
      paramLabel = "ZIP",
      converter = ModelOption.Converter.class,
      description = "The saved model: a zip, or 'best' or 'chapter', which ship with the program.")
  private ModelSource zip;

  @Override
  public Integer call() throws IOException {
    compute.check();
    try (Background<StoredModel> loading = Background.start("ND4J", this::load)) {
      ImageSet images = data.source(() -> loading.result().input().height()).train();
      StoredModel stored = loading.result();
      Provenance made = provenance(stored);
      ImageSet training = images.resized(stored.input().height(), stored.input().width());
      requireSameData(made, training);
      return compare(stored, made, trainAgain(made, training));
    }
  }

  /** Starts ND4J, with as many threads as training did, and reads the model. */
  private StoredModel load() throws IOException {
    compute.startLike(ModelStore.provenance(zip).map(Provenance::threads).orElse(1));
    return ModelStore.load(zip);
  }

  private Provenance provenance(StoredModel stored) throws InvalidFileException {
    if (stored.provenance().map(Provenance::lbfgs).isPresent()) {
      throw new InvalidFileException(
          zip,
          "a model that Spark has trained",
          "one of the commands train and scratch",
          "train it again with Spark and compare the two zips");
    }
    return stored
        .provenance()
        .filter(made -> made.hyperparameters() != null && made.model() != null)
        .orElseThrow(() -> ModelOption.unknownOrigin(zip));
  }

  private void requireSameData(Provenance made, ImageSet training) throws InvalidFileException {
    Map<String, String> recorded = new TreeMap<>(made.data().sha256());
    recorded.keySet().retainAll(training.digests().keySet());
    if (!recorded.equals(training.digests())) {
      throw new InvalidFileException(
          zip,
          "a model of other training images (" + made.data().location() + ")",
          "the ones that it was trained on",
          "name their folder with --data");
    }
  }

  private SoftmaxNetwork trainAgain(Provenance made, ImageSet training) {
    TrainingSetup experiment = new TrainingSetup(made.model(), made.hyperparameters(), training);
    int epochs = made.hyperparameters().epochs();
    out()
        .printf(
            "training again: %,d images, %s, %d epoch%s%n",
            experiment.training().size(),
            made.hyperparameters().describe(),
            epochs,
            epochs == 1 ? "" : "s");
    out().flush();
    experiment.train();
    return experiment.result();
  }

  private int compare(StoredModel stored, Provenance made, SoftmaxNetwork again)
      throws IOException {
    SoftmaxNetwork network =
        stored.softmaxRegression().orElseThrow(() -> ModelOption.unknownOrigin(zip));
    boolean same = compareParameters(network, again, made);
    ByteArrayOutputStream rebuilt = new ByteArrayOutputStream();
    ModelStore.write(same ? again : network, stored.input(), made, rebuilt);
    int position = Arrays.mismatch(rebuilt.toByteArray(), zip.bytes());
    if (position >= 0) {
      throw new InvalidFileException(
          zip,
          "another byte at %,d".formatted(position),
          "the file that this program writes for the same model",
          "do not trust it: somebody or something has changed it");
    }
    out()
        .println(
            (same ? "so is every byte of " : "every byte is as this program writes it: ")
                + zip.describe());
    return 0;
  }

  /** Whether all are the same to the last bit; if they are not, they must be near. */
  private boolean compareParameters(SoftmaxNetwork stored, SoftmaxNetwork again, Provenance made)
      throws InvalidFileException {
    float[] expected = stored.state().parameters();
    float[] found = again.state().parameters();
    int different = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(found[i])) {
        different++;
        double difference = Math.abs((double) expected[i] - found[i]);
        largest = difference <= largest ? largest : difference; // NaN too
      }
    }
    if (different == 0) {
      out().printf("all %,d parameters are the same%n", expected.length);
      return true;
    }
    String difference =
        "%,d of %,d parameters that differ, by up to %.2g"
            .formatted(different, expected.length, largest);
    if (largest <= ROUNDING) {
      out().printf("%s: what another processor's order of sums makes%n", difference);
      return false;
    }
    throw new InvalidFileException(
        zip,
        difference,
        "those that its settings give",
        made.versions().equals(Versions.all())
            ? "train it again"
            : "try the versions that it was made with: " + made.versions());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
