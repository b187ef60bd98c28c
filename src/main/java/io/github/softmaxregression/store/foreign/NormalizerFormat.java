package io.github.softmaxregression.store.foreign;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * Reads the normalizers that Deeplearning4j puts beside networks. ND4J's own reader would load any
 * class that the file names; this one knows three.
 */
final class NormalizerFormat {
  private NormalizerFormat() {}

  /**
   * Reads a normalizer.
   *
   * @param inputs features of an example: the statistics have as many values, or one
   * @throws IllegalArgumentException if it is of another kind, or damaged
   */
  static DataNormalization read(byte[] bytes, long inputs) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (!in.readUTF().equals("NORMALIZER") || in.readInt() != 1) {
        throw new IllegalArgumentException("in a form of long ago");
      }
      String type = in.readUTF();
      return switch (type) {
        case "IMAGE_MIN_MAX" -> {
          var scaler = new ImagePreProcessingScaler(number(in), number(in));
          scaler.setMaxPixelVal(numberAbove(0, in));
          yield scaler;
        }
        case "MIN_MAX" -> {
          requireFeaturesOnly(in);
          var scaler = new NormalizerMinMaxScaler(number(in), number(in));
          scaler.setFeatureStats(statistics(in, inputs), statistics(in, inputs));
          yield scaler;
        }
        case "STANDARDIZE" -> {
          requireFeaturesOnly(in);
          yield new NormalizerStandardize(statistics(in, inputs), statistics(in, inputs));
        }
        default -> throw new IllegalArgumentException("of type " + ForeignZip.printable(type));
      };
    } catch (IOException e) {
      throw new IllegalArgumentException("that ends early", e);
    }
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

  private static INDArray statistics(DataInputStream in, long inputs) throws IOException {
    INDArray values = VectorFormat.read(in, inputs);
    if (values.length() != inputs && values.length() != 1) {
      throw new IllegalArgumentException(
          "of %d features for a network of %d".formatted(values.length(), inputs));
    }
    return values;
  }
}
