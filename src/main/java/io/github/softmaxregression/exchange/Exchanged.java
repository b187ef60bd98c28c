package io.github.softmaxregression.exchange;

import com.google.gson.Gson;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.Sha256;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import io.github.softmaxregression.model.GivenParameters;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.Optimizer;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.store.ImportedZip;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.StoredModel;
import io.github.softmaxregression.training.EpochMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * A classifier with what is said of it, on its way from a zip to another format or back.
 *
 * @param metadata texts by name, as files of other formats hold them
 */
public record Exchanged(DenseClassifier classifier, SortedMap<String, String> metadata) {
  private static final String INPUT = "input.json";
  private static final String PROVENANCE = "provenance.json";
  static final String CLASS_NAMES = "class_names";
  static final String IMAGE = "image"; // height x width
  private static final Pattern SIDES = Pattern.compile("(\\d{1,5}) x (\\d{1,5})");
  private static final Gson GSON = new Gson();

  /**
   * Takes a model out of its zip.
   *
   * @throws InvalidFileException if it has layers that the formats here do not know
   */
  public static Exchanged from(ModelSource zip) throws IOException {
    StoredModel stored = StoredModel.loadNetwork(zip);
    return new Exchanged(classifier(zip, stored), said(zip, stored));
  }

  /**
   * Makes plain layers of a stored model.
   *
   * @param zip what messages call it
   * @throws InvalidFileException if it has layers that the formats here do not know
   */
  public static DenseClassifier classifier(ModelSource zip, StoredModel stored)
      throws InvalidFileException {
    InputFormat input = stored.input();
    try {
      return Conversion.of(stored.model(), input.height() * input.width());
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(
          zip, e.getMessage(), "what other formats know too", "take another model");
    }
  }

  private static SortedMap<String, String> said(ModelSource zip, StoredModel stored)
      throws IOException {
    InputFormat input = stored.input();
    Optional<Provenance> made = stored.provenance();
    SortedMap<String, String> said = new TreeMap<>();
    said.put(CLASS_NAMES, GSON.toJson(input.classNames()));
    said.put(IMAGE, "%d x %d".formatted(input.height(), input.width()));
    said.put("pixels", input.pixelScaling());
    said.put("source", zip.path().getFileName().toString());
    said.put("source_sha256", Sha256.of(zip.bytes()));
    said.put(INPUT, GSON.toJson(input));
    if (made.isPresent()) {
      Provenance provenance = made.get();
      said.put(PROVENANCE, GSON.toJson(provenance));
      said.put("settings", provenance.settings());
      said.put("data_sha256", GSON.toJson(provenance.data().sha256()));
      Double accuracy = accuracy(stored, provenance);
      if (accuracy != null) {
        said.put("test_accuracy", accuracy.toString());
      }
    }
    return said;
  }

  /**
   * Measures a model on the test images where they are those that come along, resized as the model
   * takes them; else takes what training has recorded last, or null.
   */
  private static Double accuracy(StoredModel stored, Provenance made) throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    if (made.data().sha256().entrySet().containsAll(test.digests().entrySet())) {
      ImageSet fitted = test.resized(stored.input().height(), stored.input().width());
      return Predictions.of(stored.model(), fitted).report(test.classNames()).accuracy();
    }
    List<EpochMetrics> epochs = made.epochs();
    return epochs.isEmpty() ? null : epochs.get(epochs.size() - 1).testAccuracy();
  }

  /**
   * Makes the zip of a model that came in a file, and reads it as any foreign zip is read.
   *
   * @param file what messages call it
   * @param names of the classes, or null to take those of the metadata, or numbers
   * @throws InvalidFileException if it is no classifier of square images
   */
  public byte[] zip(Path file, List<String> names) throws IOException {
    InputFormat input = input(file, names);
    Provenance made = read(file, PROVENANCE, Provenance.class);
    byte[] zip = ImportedZip.of(network(made), input, made);
    StoredModel.loadNetwork(ModelSource.memory(file, zip));
    return zip;
  }

  /** What the zip that it came from says of its input. */
  InputFormat input() {
    return GSON.fromJson(metadata.get(INPUT), InputFormat.class);
  }

  private InputFormat input(Path file, List<String> names) throws InvalidFileException {
    int inputs = classifier.inputs();
    int classes = classifier.classes();
    InputFormat told = read(file, INPUT, InputFormat.class);
    List<String> called = names != null ? names : told != null ? told.classNames() : named(file);
    if (called.size() != classes) {
      throw new InvalidFileException(
          file,
          "%d class names for %d outputs".formatted(called.size(), classes),
          "one for each",
          "give them with --labels FILE");
    }
    try {
      if (told != null && told.height() * told.width() == inputs) {
        return told.named(called);
      }
      int[] sides = sides(file, inputs);
      return new InputFormat(
          called, sides[0], sides[1], InputFormat.BYTE_OVER_255, Crop.AUTO, 0, null);
    } catch (IllegalArgumentException | NullPointerException e) { // of names
      throw new InvalidFileException(
          file,
          "class names that are empty or come twice",
          "one for each class",
          "give others with --labels FILE");
    }
  }

  /** Finds height and width: those that the file says, or those of a square. */
  private int[] sides(Path file, int inputs) throws InvalidFileException {
    Matcher said = SIDES.matcher(metadata.getOrDefault(IMAGE, ""));
    if (said.matches()) {
      int[] sides = {Integer.parseInt(said.group(1)), Integer.parseInt(said.group(2))};
      if ((long) sides[0] * sides[1] == inputs) {
        return sides;
      }
    }
    int side = (int) Math.round(Math.sqrt(inputs));
    if (side * side != inputs) {
      throw new InvalidFileException(
          file,
          "a network of %,d inputs, which make no square".formatted(inputs),
          "one for square images of grey pixels, or whose file says their sides",
          "export one that takes such");
    }
    return new int[] {side, side};
  }

  private List<String> named(Path file) throws InvalidFileException {
    String[] names = read(file, CLASS_NAMES, String[].class);
    return names == null
        ? IntStream.range(0, classifier.classes()).mapToObj(i -> "class " + i).toList()
        : Arrays.asList(names);
  }

  /** Reads a text of the metadata as JSON; null where there is none. */
  private <T> T read(Path file, String name, Class<T> type) throws InvalidFileException {
    try {
      return GSON.fromJson(metadata.get(name), type);
    } catch (RuntimeException | StackOverflowError e) { // Gson's, or of a record's own checks
      throw new InvalidFileException(
          file, "unreadable metadata " + name, "the JSON that this program writes", "leave it out");
    }
  }

  private MultiLayerNetwork network(Provenance made) {
    List<Layer> layers = classifier.layers();
    if (layers.size() == 1) {
      Layer only = layers.get(0);
      return GivenParameters.network(settings(made), weights(only), bias(only)).network();
    }
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(layers));
    network.init();
    for (int i = 0; i < layers.size(); i++) {
      var parameters = network.getLayer(i).paramTable();
      parameters.get(DefaultParamInitializer.WEIGHT_KEY).assign(weights(layers.get(i)));
      INDArray target = parameters.get(DefaultParamInitializer.BIAS_KEY);
      target.assign(bias(layers.get(i)).reshape(target.shape()));
    }
    return network;
  }

  /** Takes the settings that a network of this program can have, or else the chapter's. */
  private static Hyperparameters settings(Provenance made) {
    Hyperparameters settings = made == null ? null : made.hyperparameters();
    boolean known = settings != null && settings.optimizer() != Optimizer.POLYAK;
    return known ? settings : Hyperparameters.CHAPTER;
  }

  private static MultiLayerConfiguration configuration(List<Layer> layers) {
    var list = new NeuralNetConfiguration.Builder().updater(new Sgd(0.1)).list();
    for (int i = 0; i < layers.size(); i++) {
      Layer each = layers.get(i);
      list.layer(
          i == layers.size() - 1
              ? new OutputLayer.Builder(new LossMCXENT())
                  .nIn(each.inputs())
                  .nOut(each.outputs())
                  .activation(each.activation().nd4j())
                  .build()
              : new DenseLayer.Builder()
                  .nIn(each.inputs())
                  .nOut(each.outputs())
                  .activation(each.activation().nd4j())
                  .build());
    }
    return list.build();
  }

  private static INDArray weights(Layer layer) {
    return Nd4j.createFromArray(layer.weights()).reshape(layer.inputs(), layer.outputs());
  }

  private static INDArray bias(Layer layer) {
    return Nd4j.createFromArray(layer.bias()).reshape(1, layer.outputs());
  }
}
