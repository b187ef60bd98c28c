package io.github.softmaxregression.web;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares what an exported page says in Chromium with what {@code predict} says.
 *
 * <p>Arguments: a model, then folders of pictures; without folders the test images.
 */
final class ExportedPageComparison {
  private int pictures;
  private int sameClass;
  private int samePixels;
  private int sameDoubt;
  private double largest; // difference of a probability
  private int largestLevels;
  private long milliseconds;

  private ExportedPageComparison() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("exported");
    ModelSource model = ModelSource.of(args[0]);
    try (ExportedPage page = new ExportedPage(model, folder);
        ImageClassifier classifier = ImageClassifier.load(model)) {
      if (args.length == 1) {
        System.out.println(images(page, classifier, FashionMnist.bundled().test(), 10_000));
      }
      for (String each : Arrays.asList(args).subList(1, args.length)) {
        ExportedPageComparison comparison = new ExportedPageComparison();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(Path.of(each))) {
          all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        for (Path file : files) {
          comparison.add(file.toString(), Files.readAllBytes(file), page, classifier);
        }
        System.out.println(each + ": " + comparison);
      }
    }
  }

  /** Says how the answers to test images differ. */
  static String images(ExportedPage page, ImageClassifier classifier, ImageSet images, int count) {
    int different = 0;
    double largest = 0;
    List<Prediction> expected = classifier.classify(images);
    for (int first = 0; first < count; first += 500) {
      List<double[]> rows = page.probabilities(images, first, 500);
      for (int i = 0; i < rows.size(); i++) {
        Prediction one = expected.get(first + i);
        different += argMax(rows.get(i)) == one.label() ? 0 : 1;
        largest = Math.max(largest, difference(rows.get(i), one));
      }
    }
    return "%d images, %d different answers, largest difference %.2g"
        .formatted(count, different, largest);
  }

  private static int argMax(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  private static double difference(double[] found, Prediction expected) {
    double largest = 0;
    for (int k = 0; k < found.length; k++) {
      largest = Math.max(largest, Math.abs(found[k] - expected.probabilities().get(k)));
    }
    return largest;
  }

  void add(String name, byte[] file, ExportedPage page, ImageClassifier classifier) {
    Picture picture;
    try {
      picture =
          new PictureReader().read(file, name, ImageClassifier.preparation(classifier.input()));
    } catch (IOException e) {
      ExportedPage.Answer answer = page.classify(file);
      System.out.printf(
          "%s; the page: %s %s%n", e.getMessage(), answer.className(), answer.error());
      return;
    }
    Prediction expected = classifier.classify(picture);
    long start = System.nanoTime();
    ExportedPage.Answer found = page.classify(file);
    milliseconds += (System.nanoTime() - start) / 1_000_000;
    if (found.error() != null) {
      System.out.println(name + ": " + found.error());
      return;
    }
    int levels = 0;
    for (int i = 0; i < found.pixels().length; i++) {
      levels = Math.max(levels, Math.abs(found.pixels()[i] - (picture.pixels()[i] & 0xff)));
    }
    pictures++;
    boolean same = found.className().equals(expected.className());
    String doubt = expected.doubt() == null ? null : expected.doubt().words();
    sameClass += same ? 1 : 0;
    samePixels += levels == 0 ? 1 : 0;
    sameDoubt += java.util.Objects.equals(doubt, found.doubt()) ? 1 : 0;
    double difference = difference(found.probabilities(), expected);
    largest = Math.max(largest, difference);
    largestLevels = Math.max(largestLevels, levels);
    if (!same || difference > 0.02) {
      System.out.printf(
          "%s: %s %.4f, here %s, %.4f apart, %d levels%n",
          name,
          found.className(),
          expected.probability(),
          expected.className(),
          difference,
          levels);
    }
  }

  @Override
  public String toString() {
    return "%d pictures, %d of the same class, %d with the same pixels, %d with the same note; at most %d levels and %.4f apart; %.0f ms each"
        .formatted(
            pictures,
            sameClass,
            samePixels,
            sameDoubt,
            largestLevels,
            largest,
            (double) milliseconds / Math.max(1, pictures));
  }
}
