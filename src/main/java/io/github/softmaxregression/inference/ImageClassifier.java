package io.github.softmaxregression.inference;

import io.github.softmaxregression.data.FashionClass;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.evaluation.ForwardPass;
import io.github.softmaxregression.model.Logits;
import io.github.softmaxregression.picture.Invert;
import io.github.softmaxregression.picture.Likeness;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.picture.Preparation;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.apache.commons.io.function.IOFunction;

/**
 * Names what pictures show, with a model from a zip.
 *
 * <p>Several threads may use one classifier at the same time. Many pictures at once take a small
 * part of the time that they take one by one.
 */
public final class ImageClassifier implements AutoCloseable {
  /** Images that are classified together. */
  public static final int BATCH = 256;

  private final StoredModel model;
  private final PictureReader reader = new PictureReader();
  private final Likeness likeness; // null where it is not known how the training images look

  private volatile boolean closed;

  private ImageClassifier(StoredModel model) {
    this.model = model;
    this.likeness = likeness(model.input());
  }

  /** How the images look that a model has learned from; null where that is not known. */
  public static Likeness likeness(InputFormat input) {
    boolean fashion = input.classNames().equals(FashionClass.names());
    return input.likeness() == null && fashion
        ? Likeness.ofFashionMnist()
        : Likeness.parse(input.likeness());
  }

  /**
   * Reads a model.
   *
   * @throws IOException if the file is missing or holds no network that classifies
   */
  public static ImageClassifier load(ModelSource source) throws IOException {
    return new ImageClassifier(StoredModel.load(source));
  }

  /** With a model that was read before. */
  public static ImageClassifier of(StoredModel model) {
    return new ImageClassifier(model);
  }

  /** Reads a model from a file. */
  public static ImageClassifier load(Path zip) throws IOException {
    return load(ModelSource.file(zip));
  }

  /** With the names of a data set, where the model's classes have none. */
  public ImageClassifier named(List<String> names) {
    return model.isNumbered() ? of(model.named(names)) : this;
  }

  /** What the model takes and how its outputs are called. */
  public InputFormat input() {
    return model.input();
  }

  /** How a picture becomes an image for a model. */
  public static Preparation preparation(InputFormat input) {
    return new Preparation(
        Invert.AUTO, input.crop(), input.height(), input.width(), input.silhouette());
  }

  /**
   * Classifies the picture in a file: PNG, JPEG, GIF, BMP, TIFF or WebP, of any size and colours.
   * What it shows is cut out, made grey, bright on black, and fitted to the model's height and
   * width, if the model's zip says so; the whole picture otherwise.
   *
   * @throws InvalidFileException if it is no picture, damaged, or too large to decode
   * @throws IOException if it cannot be read
   */
  public Prediction classify(Path file) throws IOException {
    return classify(reader.read(file, preparation(input())));
  }

  /**
   * Classifies a picture in the form of a file's bytes.
   *
   * @throws InvalidFileException if it is no picture, damaged, or too large to decode
   */
  public Prediction classify(byte[] file) throws IOException {
    return classify(reader.read(file, "the picture", preparation(input())));
  }

  /** Classifies a decoded picture, prepared in the same way. */
  public Prediction classify(BufferedImage picture) {
    return classify(Picture.of(picture, preparation(input())));
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
    InputFormat to = input();
    List<Prediction> images =
        classify(Picture.together(pictures, to.height(), to.width(), to.classNames()));
    return IntStream.range(0, images.size())
        .mapToObj(i -> images.get(i).of(pictures.get(i), unlikeness(pictures.get(i))))
        .toList();
  }

  private Double unlikeness(Picture picture) {
    return likeness == null ? null : likeness.unlikeness(picture, input().silhouette());
  }

  /** What became of an input: a picture with its prediction, or why it could not be read. */
  public record Outcome<T>(T input, Picture picture, Prediction prediction, IOException error) {}

  /**
   * Reads inputs and classifies together what can be read.
   *
   * @param source prepares an input's picture for the model
   * @return an outcome for each input, in order
   */
  public <T> List<Outcome<T>> classify(List<T> inputs, IOFunction<T, Picture> source) {
    List<Outcome<T>> read = new ArrayList<>();
    for (T input : inputs) {
      try {
        read.add(new Outcome<>(input, source.apply(input), null, null));
      } catch (IOException e) {
        read.add(new Outcome<>(input, null, null, e));
      }
    }
    List<Picture> pictures = read.stream().map(Outcome::picture).filter(Objects::nonNull).toList();
    Iterator<Prediction> predictions = classify(pictures).iterator();
    return read.stream()
        .map(
            each ->
                each.picture == null
                    ? each
                    : new Outcome<>(each.input, each.picture, predictions.next(), null))
        .toList();
  }

  /**
   * Classifies images; their labels are not looked at.
   *
   * @return one prediction for each image, in order
   * @throws IllegalArgumentException if the images are not of the model's size
   * @throws IllegalStateException if the classifier was closed
   */
  public List<Prediction> classify(ImageSet images) {
    if (images.height() != input().height() || images.width() != input().width()) {
      throw new IllegalArgumentException(
          "images of %d x %d pixels for a model of %d x %d"
              .formatted(images.height(), images.width(), input().height(), input().width()));
    }
    return classify(images.size(), (features, first) -> ForwardPass.read(images, first, features));
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
    int inputs = input().height() * input().width();
    if (features.length % inputs != 0) {
      throw new IllegalArgumentException(
          "%d features for a model of %d".formatted(features.length, inputs));
    }
    return classify(
        features.length / inputs,
        (minibatch, first) ->
            System.arraycopy(features, first * inputs, minibatch, 0, minibatch.length));
  }

  /**
   * Classifies minibatch by minibatch: the one road from features to predictions.
   *
   * @param source puts the features of images, from one on, into an array for as many as fit
   */
  private List<Prediction> classify(int images, ObjIntConsumer<float[]> source) {
    if (closed) {
      throw new IllegalStateException("the classifier was closed");
    }
    int inputs = input().height() * input().width();
    List<Prediction> predictions = new ArrayList<>();
    for (int first = 0; first < images; first += BATCH) {
      int n = Math.min(BATCH, images - first);
      float[] features = new float[n * inputs];
      source.accept(features, first);
      Logits logits = model.model().logits(features, n);
      for (int i = 0; i < n; i++) {
        List<Double> shares = Arrays.stream(logits.probabilities(i)).boxed().toList();
        predictions.add(new Prediction(logits.predicted(i), input().classNames(), shares));
      }
    }
    return predictions;
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
