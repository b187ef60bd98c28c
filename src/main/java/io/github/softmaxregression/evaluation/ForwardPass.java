package io.github.softmaxregression.evaluation;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Logits;
import io.github.softmaxregression.model.Model;
import java.util.stream.IntStream;

/**
 * Runs a model once over examples, minibatch by minibatch: what accuracy, calibration and
 * predictions are made of.
 */
public final class ForwardPass {
  private static final int BATCH = 1000;

  private ForwardPass() {}

  /** Takes the logits of a minibatch. */
  @FunctionalInterface
  public interface Consumer {
    /**
     * Takes logits, in the order of the examples.
     *
     * @param labels the true class of each example
     */
    void accept(Logits logits, int[] labels);
  }

  /** Runs a model over images in their order. */
  public static void over(ImageSet images, Model model, Consumer consumer) {
    for (int first = 0; first < images.size(); first += BATCH) {
      int n = Math.min(BATCH, images.size() - first);
      float[] features = new float[n * images.pixelsPerImage()];
      read(images, first, features);
      int[] labels = IntStream.range(first, first + n).map(images::label).toArray();
      consumer.accept(model.logits(features, n), labels);
    }
  }

  /**
   * Reads the features of images [n * height * width], from one on, as many as fit: to the bit as
   * an iterator makes them.
   */
  public static void read(ImageSet images, int first, float[] features) {
    int pixels = images.pixelsPerImage();
    for (int i = 0; i < features.length; i += pixels) {
      byte[] image = images.image(first + i / pixels);
      for (int k = 0; k < pixels; k++) {
        features[i + k] = (image[k] & 0xff) / (float) (255 / images.white());
      }
    }
  }
}
