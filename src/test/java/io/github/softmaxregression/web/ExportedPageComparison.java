package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Compares what an exported page says in Chromium with what {@code predict} says. */
final class ExportedPageComparison {
  private static final int BATCH = 500; // images that the page is asked for at once
  private static final double WORTH_TELLING = 0.02; // difference of a probability

  private final ExportedPage page;
  private final ImageClassifier classifier;

  private int compared;
  private int sameClass;
  private int samePixels;
  private int sameNote;
  private int refusedByBoth;
  private int refusedByOne;
  private double farthest; // of a probability
  private int levels; // of a pixel
  private double seconds;

  ExportedPageComparison(ExportedPage page, ImageClassifier classifier) {
    this.page = page;
    this.classifier = classifier;
  }

  /**
   * Prints how the answers differ.
   *
   * <p>Arguments: a model, then folders of pictures; without folders the test images.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    ModelSource model = ModelSource.of(args[0]);
    try (ExportedPage page = new ExportedPage(model, Files.createTempDirectory("exported"));
        ImageClassifier classifier = ImageClassifier.load(model)) {
      if (args.length == 1) {
        ExportedPageComparison comparison = new ExportedPageComparison(page, classifier);
        comparison.add(FashionMnist.bundled().test(), 10_000);
        System.out.println(comparison);
      }
      for (String folder : Arrays.asList(args).subList(1, args.length)) {
        ExportedPageComparison comparison = new ExportedPageComparison(page, classifier);
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
          for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
            comparison.add(file, Files.readAllBytes(file));
          }
        }
        System.out.println(folder + ": " + comparison);
      }
    }
  }

  /** Compares the answers to the first images of a set, which are given as pixels. */
  void add(ImageSet images, int count) {
    List<Prediction> expected = classifier.classify(images);
    for (int first = 0; first < count; first += BATCH) {
      double[][] rows = page.probabilities(images, first, BATCH);
      for (int i = 0; i < BATCH; i++) {
        int best = 0;
        for (int k = 1; k < rows[i].length; k++) {
          best = rows[i][k] > rows[i][best] ? k : best;
        }
        Prediction one = expected.get(first + i);
        add(one, one.classNames().get(best), rows[i]);
        samePixels++;
        sameNote++;
      }
    }
  }

  private double add(Prediction expected, String className, double[] probabilities) {
    double difference = 0;
    for (int k = 0; k < probabilities.length; k++) {
      double here = expected.probabilities().get(k);
      difference = Math.max(difference, Math.abs(probabilities[k] - here));
    }
    compared++;
    sameClass += className.equals(expected.className()) ? 1 : 0;
    farthest = Math.max(farthest, difference);
    return difference;
  }

  /** Compares the answers to a picture, which is given as a file's bytes; tells of large ones. */
  void add(Object name, byte[] file) {
    long start = System.nanoTime();
    ExportedPage.Answer found = page.classify(file);
    seconds += (System.nanoTime() - start) / 1e9;
    Picture picture = null;
    String error = null;
    try {
      picture =
          new PictureReader().read(file, name, ImageClassifier.preparation(classifier.input()));
    } catch (IOException e) {
      error = e.getMessage();
    }
    if (error != null || found.error() != null) {
      refusedByBoth += error != null && found.error() != null ? 1 : 0;
      refusedByOne += error != null && found.error() != null ? 0 : 1;
      System.out.printf("%s: the page: %s; the program: %s%n", name, found.error(), error);
      return;
    }
    Prediction expected = classifier.classify(picture);
    int most = 0;
    for (int i = 0; i < found.pixels().length; i++) {
      most = Math.max(most, Math.abs(found.pixels()[i] - (picture.pixels()[i] & 0xff)));
    }
    String note = expected.doubt() == null ? null : expected.doubt().words();
    double difference = add(expected, found.className(), found.probabilities());
    levels = Math.max(levels, most);
    samePixels += most == 0 ? 1 : 0;
    sameNote += Objects.equals(note, found.doubt()) ? 1 : 0;
    if (difference > WORTH_TELLING || most > 0) {
      System.out.printf(
          "%s: the page: %s, the program: %s; %.4f and %d levels apart%n",
          name, found.className(), expected.className(), difference, most);
    }
  }

  /** Fails unless all were answered in the same way. */
  void requireSame(double rounding) {
    assertThat(List.of(sameClass, samePixels, sameNote)).as(toString()).containsOnly(compared);
    assertThat(compared).as(toString()).isPositive();
    assertThat(refusedByOne).isZero();
    assertThat(farthest).isLessThanOrEqualTo(rounding);
  }

  @Override
  public String toString() {
    return ("%,d compared, of the same class %,d, from the same pixels %,d, with the same note %,d;"
            + " probabilities at most %.2g apart, pixels %d levels; refused by both %d, by one %d;"
            + " %.3f s each")
        .formatted(
            compared,
            sameClass,
            samePixels,
            sameNote,
            farthest,
            levels,
            refusedByBoth,
            refusedByOne,
            seconds / Math.max(1, compared));
  }
}
