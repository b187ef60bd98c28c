package io.github.softmaxregression.inference;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.MinibatchWorkspace;
import io.github.softmaxregression.model.Logits;
import io.github.softmaxregression.model.PreparedLogits;
import io.github.softmaxregression.picture.Invert;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.StoredModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Names what pictures show, with a model from a zip.
 *
 * <p>Several threads may use one classifier at the same time. Many pictures at once take a small
 * part of the time that they take one by one.
 */
public final class ImageClassifier implements AutoCloseable {
  /** Images that are classified together. */
  public static final int BATCH = 256;

  private static final int BYTE = 0xff;
  private static final float WHITE = 255;

  private final StoredModel model;
  private final Optional<PreparedLogits> prepared; // empty for another network
  private final PictureReader reader = new PictureReader();

  private volatile boolean closed;

  private ImageClassifier(StoredModel model) {
    this.model = model;
    this.prepared = model.softmaxRegression().map(PreparedLogits::new);
  }

  /**
   * Reads a model.
   *
   * @throws IOException if the file is missing or holds no network that classifies
   */
  public static ImageClassifier load(ModelSource source) throws IOException {
    return new ImageClassifier(ModelStore.load(source));
  }

  /** With a model that was read before. */
  public static ImageClassifier of(StoredModel model) {
    return new ImageClassifier(model);
  }

  /** Reads a model from a file. */
  public static ImageClassifier load(Path zip) throws IOException {
    return load(ModelSource.file(zip));
  }

  /** What the model takes and how its outputs are called. */
  public InputFormat input() {
    return model.input();
  }

  /**
   * Classifies the picture in a file: PNG, JPEG, GIF, BMP, TIFF or WebP, of any size and colours.
   * It is made grey, fitted to the model's height and width, and inverted where its border is
   * bright.
   *
   * @throws InvalidFileException if it is no picture, damaged, or too large to decode
   * @throws IOException if it cannot be read
   */
  public Prediction classify(Path file) throws IOException {
    return classify(reader.read(file, Invert.AUTO, input().height(), input().width()));
  }

  /**
   * Classifies a picture in the form of a file's bytes.
   *
   * @throws InvalidFileException if it is no picture, damaged, or too large to decode
   */
  public Prediction classify(byte[] file) throws InvalidFileException {
    return classify(
        reader.read(file, "the picture", Invert.AUTO, input().height(), input().width()));
  }

  /** Classifies a decoded picture, prepared in the same way. */
  public Prediction classify(BufferedImage picture) {
    return classify(Picture.of(picture, Invert.AUTO, input().height(), input().width()));
  }

  /**
   * Classifies a prepared picture.
   *
   * @throws IllegalArgumentException if it is not of the model's size
   */
  public Prediction classify(Picture picture) {
    return classify(List.of(picture)).get(0);
  }

  /**
   * Classifies prepared pictures.
   *
   * @return one prediction for each, in order
   * @throws IllegalArgumentException if they are not of the model's size
   */
  public List<Prediction> classify(List<Picture> pictures) {
    ImageSet images =
        Picture.together(pictures, input().height(), input().width(), input().classNames());
    return classify(images);
  }

  /** To the bit what an iterator makes of them. */
  private static float[] features(ImageSet images) {
    int length = images.pixelsPerImage();
    float[] features = new float[images.size() * length];
    for (int i = 0; i < images.size(); i++) {
      byte[] pixels = images.image(i);
      for (int k = 0; k < length; k++) {
        features[i * length + k] = (pixels[k] & BYTE) / WHITE;
      }
    }
    return features;
  }

  /**
   * Classifies images; their labels are not looked at.
   *
   * @return one prediction for each image, in order
   * @throws IllegalArgumentException if the images are not of the model's size
   * @throws IllegalStateException if the classifier was closed
   */
  @SuppressWarnings("try") // a workspace is entered and left, not called
  public List<Prediction> classify(ImageSet images) {
    requireOpen();
    if (images.height() != input().height() || images.width() != input().width()) {
      throw new IllegalArgumentException(
          "images of %d x %d pixels for a model of %d x %d"
              .formatted(images.height(), images.width(), input().height(), input().width()));
    }
    if (images.size() <= PreparedLogits.MOST) {
      return classify(features(images));
    }
    List<Prediction> predictions = new ArrayList<>();
    var minibatches = ImageSetIterator.inOrder(images, BATCH);
    while (minibatches.hasNext()) {
      Logits logits;
      try (MemoryWorkspace ignored = MinibatchWorkspace.enter()) {
        logits = Logits.of(model.model().logits(minibatches.next().getFeatures()));
      }
      add(logits, predictions);
    }
    return predictions;
  }

  /**
   * Classifies features that are there already, for pixels between two bytes.
   *
   * @param features [n, height * width] in row-major order, byte / 255: 0 (black) to 1 (white)
   * @return one prediction for each image, in order
   * @throws IllegalArgumentException if they are no whole number of images
   * @throws IllegalStateException if the classifier was closed
   */
  public List<Prediction> classify(float[] features) {
    requireOpen();
    int inputs = input().height() * input().width();
    if (features.length % inputs != 0) {
      throw new IllegalArgumentException(
          "%d features for a model of %d".formatted(features.length, inputs));
    }
    List<Prediction> predictions = new ArrayList<>();
    for (int start = 0; start < features.length; start += BATCH * inputs) {
      float[] minibatch =
          Arrays.copyOfRange(features, start, Math.min(features.length, start + BATCH * inputs));
      boolean few = minibatch.length <= PreparedLogits.MOST * inputs;
      Optional<Logits> logits = prepared.filter(p -> few).map(p -> p.of(minibatch));
      add(logits.orElseGet(() -> logits(minibatch)), predictions);
    }
    return predictions;
  }

  @SuppressWarnings("try") // a workspace is entered and left, not called
  private Logits logits(float[] minibatch) {
    try (MemoryWorkspace ignored = MinibatchWorkspace.enter()) {
      int inputs = input().height() * input().width();
      INDArray x = Nd4j.createFromArray(minibatch).reshape(-1, inputs); // [b, inputs]
      return Logits.of(model.model().logits(x));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the classifier was closed");
    }
  }

  private void add(Logits logits, List<Prediction> predictions) {
    for (int i = 0; i < logits.examples(); i++) {
      predictions.add(
          new Prediction(
              logits.predicted(i),
              input().classNames(),
              Arrays.stream(logits.probabilities(i)).boxed().toList()));
    }
  }

  /** Gives the model's native memory back; call it when no other thread classifies any more. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      model.model().close();
    }
  }
}
