package io.github.softmaxregression.store;

import io.github.softmaxregression.model.SoftmaxNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Makes zips of networks that came from other programs. */
public final class ImportedZip {
  private ImportedZip() {}

  /**
   * Makes a zip like those that are trained here.
   *
   * @param made how the model was made, or null if nothing says so
   */
  public static byte[] of(MultiLayerNetwork network, InputFormat input, Provenance made)
      throws IOException {
    Map<String, byte[]> entries = ModelStore.entries(SoftmaxNetwork.of(network), input, made);
    if (made == null) {
      entries.remove(ModelStore.PROVENANCE_JSON);
    }
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ModelStore.write(entries, zip);
    return zip.toByteArray();
  }
}
