package io.github.softmaxregression.picture;

import com.google.gson.Gson;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * Knows how the images look that a model has learned from, and tells how unlike them another is:
 * the Mahalanobis distance of its {@link Shape}, in units of the one that few training images
 * exceed.
 *
 * @param mean of each measure
 * @param precision the inverse of the measures' covariance
 * @param usual the distance that {@link #EXCEEDING} of the training images exceed
 */
public record Likeness(double[] mean, double[][] precision, double usual) {
  /** Tells of an image that shows nothing, and limits what is told of any other. */
  public static final double MOST = 99;

  /** Levels of 255 by which a thing differs from its ground at least, if it is seen well. */
  public static final double FAINT = 20;

  private static final double EXCEEDING = 0.02;
  private static final int ENOUGH = 6000; // images to learn from
  private static final double SMALLEST = 1e-6; // variance, where all images are alike

  /**
   * Learns how images look.
   *
   * @param silhouette share of brightness that is the same in all of a thing
   * @return null if too few of them show anything
   */
  static Likeness of(ImageSet images, double silhouette) {
    int n = Math.min(ENOUGH, images.size());
    double[][] shapes = new double[n][];
    for (int i = 0; i < n; i++) {
      int index = (int) ((long) i * images.size() / n);
      shapes[i] = Shape.of(images.image(index), images.height(), images.width(), silhouette);
    }
    shapes = Arrays.stream(shapes).filter(shape -> shape != null).toArray(double[][]::new);
    if (shapes.length <= 2 * Shape.MEASURES) {
      return null;
    }
    double[] mean = new double[Shape.MEASURES];
    for (double[] shape : shapes) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += shape[k] / shapes.length;
      }
    }
    var covariance = new Covariance(new Array2DRowRealMatrix(shapes)).getCovarianceMatrix();
    for (int k = 0; k < mean.length; k++) {
      covariance.addToEntry(k, k, SMALLEST);
    }
    double[][] precision = MatrixUtils.inverse(covariance).getData();
    Likeness rough = new Likeness(mean, precision, 1);
    double[] distances = Arrays.stream(shapes).mapToDouble(rough::distance).sorted().toArray();
    int last = (int) ((1 - EXCEEDING) * (distances.length - 1));
    return new Likeness(mean, precision, Math.max(SMALLEST, distances[last]));
  }

  /** Learns likewise, and writes it as numbers: means, rows of the precision, usual distance. */
  public static List<Double> learned(ImageSet images, double silhouette) {
    Likeness likeness = of(images, silhouette);
    if (likeness == null) {
      return null;
    }
    DoubleStream precision = Arrays.stream(likeness.precision).flatMapToDouble(Arrays::stream);
    DoubleStream numbers = DoubleStream.concat(Arrays.stream(likeness.mean), precision);
    return DoubleStream.concat(numbers, DoubleStream.of(likeness.usual)).boxed().toList();
  }

  /** Reads what {@link #learned} has written; null of anything else, which tells nothing. */
  public static Likeness parse(List<Double> numbers) {
    int n = Shape.MEASURES;
    if (numbers == null
        || numbers.size() != n + n * n + 1
        || numbers.stream().anyMatch(Objects::isNull)) {
      return null;
    }
    double[] all = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    double[][] precision = new double[n][];
    Arrays.setAll(precision, i -> Arrays.copyOfRange(all, n + i * n, n + (i + 1) * n));
    boolean whole = Arrays.stream(all).allMatch(Double::isFinite) && all[all.length - 1] > 0;
    return whole ? new Likeness(Arrays.copyOf(all, n), precision, all[all.length - 1]) : null;
  }

  /** Reads how the images of Fashion-MNIST look. */
  public static Likeness ofFashionMnist() {
    try (InputStream in = Likeness.class.getResourceAsStream("fashion-mnist-likeness.json")) {
      double[] numbers =
          new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), double[].class);
      return parse(Arrays.stream(numbers).boxed().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tells how unlike the training images a picture is: 1 and less as they are among themselves,
   * more where few of them are or a thing is {@link #FAINT}, {@link #MOST} where nothing is found
   * or seen.
   */
  public double unlikeness(Picture picture, double silhouette) {
    if (picture.finding().searched() && picture.cutout() == null) {
      return MOST;
    }
    double share = picture.cutout() == null ? 0 : silhouette; // a whole picture is all tone
    double[] shape = Shape.of(picture.pixels(), picture.height(), picture.width(), share);
    double ratio = shape == null ? MOST : distance(shape) / usual;
    if (picture.cutout() != null) {
      double faint = FAINT / picture.finding().contrast();
      ratio = faint > 1 ? Math.max(ratio, faint) : ratio;
    }
    return ratio < MOST ? ratio : MOST; // also where it is no number
  }

  private double distance(double[] shape) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      for (int k = 0; k < mean.length; k++) {
        sum += (shape[i] - mean[i]) * precision[i][k] * (shape[k] - mean[k]);
      }
    }
    return Math.sqrt(Math.max(0, sum));
  }
}
