package io.github.softmaxregression.store.foreign;

import io.github.softmaxregression.model.LinearModel;
import io.github.softmaxregression.store.foreign.Loaded.Described;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.util.ModelSerializer;

/** Reads the softmax regression in a zip to compute with it in plain Java. */
public final class LinearLoader {
  private LinearLoader() {}

  /**
   * Reads the model, and loads neither Deeplearning4j nor ND4J. What trained it is not looked at.
   *
   * @return null if the zip holds another network, or none: {@link NetworkLoader} tells more
   */
  public static Loaded load(ForeignZip zip) throws IOException {
    OneLayer layer = layer(zip);
    if (layer == null) {
      return null;
    }
    long count = layer.parameters();
    double[] parameters =
        zip.vector(ModelSerializer.COEFFICIENTS_BIN, count, VectorFormat::doubles);
    Loaded.requireCount(parameters.length, count, zip);
    LinearModel model = new LinearModel(parameters, layer.inputs(), layer.classes());
    requireNumbers(model, zip);
    zip.tellWhatIsNotRead();
    return new Loaded(model, described(layer));
  }

  private static OneLayer layer(ForeignZip zip) throws IOException {
    if (zip.has(ModelSerializer.NORMALIZER_BIN) || !zip.has(ModelSerializer.CONFIGURATION_JSON)) {
      return null;
    }
    try {
      return OneLayer.of(ConfigurationJson.checked(zip.text(ModelSerializer.CONFIGURATION_JSON)));
    } catch (ConfigurationJson.UnknownException e) {
      return null;
    }
  }

  /** Tries it on a black and a white image: sums of large weights may be no numbers. */
  private static void requireNumbers(LinearModel model, ForeignZip zip) throws IOException {
    float[] image = new float[model.inputs()];
    for (float pixel : new float[] {0, 1}) {
      Arrays.fill(image, pixel);
      double[] outputs = model.logits(image, 1).probabilities(0);
      Loaded.requireNumbers(outputs, zip);
    }
  }

  private static Described described(OneLayer layer) {
    int side = (int) Math.round(Math.sqrt(layer.inputs()));
    int known = side * side == layer.inputs() ? side : 0;
    return new Described(
        List.of("OutputLayer"), layer.inputs(), known, known, layer.classes(), layer.parameters());
  }
}
