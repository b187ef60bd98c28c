package io.github.softmaxregression.exchange;

import com.google.gson.Gson;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import io.github.softmaxregression.inference.Doubt;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.picture.Likeness;
import io.github.softmaxregression.store.InputFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Holds all that the scripts of a page need to know of a model.
 *
 * @param sha256 of its file; empty where that is not known
 * @param doubts the words for each
 */
record ModelJson(
    String sha256,
    List<String> classNames,
    int height,
    int width,
    Crop crop,
    double silhouette,
    Likeness likeness,
    Map<Doubt, String> doubts,
    List<LayerJson> layers) {
  /** Is one whose texts end no script: it writes what HTML reads otherwise by numbers. */
  private static final Gson GSON = new Gson();

  /**
   * Holds a layer.
   *
   * @param weights W [inputs, outputs] as floats, little endian, in base64
   * @param bias b [outputs] likewise
   */
  private record LayerJson(
      int inputs, int outputs, String weights, String bias, LayerActivation activation) {
    LayerJson(Layer layer) {
      this(
          layer.inputs(),
          layer.outputs(),
          base64(layer.weights()),
          base64(layer.bias()),
          layer.activation());
    }

    private static String base64(float[] values) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      return Base64.getEncoder().encodeToString(bytes.array());
    }
  }

  /** Writes it as JSON that may stand in a page. */
  static String of(Exchanged model) {
    InputFormat input = model.input();
    Map<Doubt, String> doubts = new EnumMap<>(Doubt.class);
    for (Doubt doubt : Doubt.values()) {
      doubts.put(doubt, doubt.words());
    }
    return GSON.toJson(
        new ModelJson(
            model.metadata().getOrDefault("source_sha256", ""),
            input.classNames(),
            input.height(),
            input.width(),
            input.crop(),
            input.silhouette(),
            ImageClassifier.likeness(input),
            doubts,
            model.classifier().layers().stream().map(LayerJson::new).toList()));
  }
}
