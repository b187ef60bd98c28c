package io.github.softmaxregression.store.foreign;

import io.github.softmaxregression.store.foreign.VectorFormat.Values;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * Reads the normalizers that Deeplearning4j puts beside networks. ND4J's own reader would load any
 * class that the file names; this one knows three.
 */
record NormalizerFormat(String type, double[] numbers, Values first, Values second) {
  private static final String IMAGE = "IMAGE_MIN_MAX";
  private static final String RANGE = "MIN_MAX";
  private static final String STANDARD = "STANDARDIZE";

  /**
   * Reads a normalizer, without ND4J.
   *
   * @param inputs features of an example: the statistics have as many values, or one
   * @throws IllegalArgumentException if it is of another kind, or damaged
   */
  static NormalizerFormat read(byte[] bytes, long inputs) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (!in.readUTF().equals("NORMALIZER") || in.readInt() != 1) {
        throw new IllegalArgumentException("in a form of long ago");
      }
      String type = in.readUTF();
      if (type.equals(IMAGE)) {
        double[] range = {number(in), number(in), numberAbove(0, in)};
        return new NormalizerFormat(type, range, null, null);
      }
      if (!type.equals(RANGE) && !type.equals(STANDARD)) {
        throw new IllegalArgumentException("of type " + ForeignZip.printable(type));
      }
      requireFeaturesOnly(in);
      double[] range = type.equals(RANGE) ? new double[] {number(in), number(in)} : null;
      return new NormalizerFormat(type, range, statistics(in, inputs), statistics(in, inputs));
    } catch (IOException e) {
      throw new IllegalArgumentException("that ends early", e);
    }
  }

  /** Makes the library's own. */
  DataNormalization normalizer() {
    if (type.equals(STANDARD)) {
      return new NormalizerStandardize(first.vector(), second.vector());
    }
    if (type.equals(RANGE)) {
      var scaler = new NormalizerMinMaxScaler(numbers[0], numbers[1]);
      scaler.setFeatureStats(first.vector(), second.vector());
      return scaler;
    }
    var scaler = new ImagePreProcessingScaler(numbers[0], numbers[1]);
    scaler.setMaxPixelVal(numbers[2]);
    return scaler;
  }

  private static void requireFeaturesOnly(DataInputStream in) throws IOException {
    if (in.readBoolean()) {
      throw new IllegalArgumentException("of labels, as for regression");
    }
  }

  private static double number(DataInputStream in) throws IOException {
    return numberAbove(Double.NEGATIVE_INFINITY, in);
  }

  private static double numberAbove(double limit, DataInputStream in) throws IOException {
    double value = in.readDouble();
    if (!Double.isFinite(value) || value <= limit) {
      throw new IllegalArgumentException("with the value " + value);
    }
    return value;
  }

  private static Values statistics(DataInputStream in, long inputs) throws IOException {
    Values values = VectorFormat.values(in, inputs);
    if (values.length() != inputs && values.length() != 1) {
      throw new IllegalArgumentException(
          "of %d features for a network of %d".formatted(values.length(), inputs));
    }
    return values;
  }
}
