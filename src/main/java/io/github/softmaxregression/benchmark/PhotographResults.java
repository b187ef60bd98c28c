package io.github.softmaxregression.benchmark;

import io.github.softmaxregression.benchmark.PhotographFolders.Folder;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.picture.Preparation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Tells how well a model names photographs, and whether it knows how well. Shares are from 0 to 1,
 * and NaN where there is no photograph.
 *
 * @param all in the order in which they were classified
 */
public record PhotographResults(List<Result> all) {
  private static final Comparator<Result> SUREST_FIRST =
      Comparator.comparingDouble(result -> -result.prediction().probability());

  /**
   * One photograph.
   *
   * @param seconds that reading, preparing and classifying it took
   */
  public record Result(Path file, Folder folder, Prediction prediction, double seconds) {
    /** Whether the class that was named is right for its folder. */
    public boolean right() {
      return folder.right().contains(prediction.className());
    }
  }

  /** Copies the list. */
  public PhotographResults {
    all = List.copyOf(all);
  }

  /**
   * Classifies photographs, one by one as people ask.
   *
   * @param problems hears of pictures that cannot be read; they are not counted
   * @param progress hears how many were classified, and of how many
   */
  public static PhotographResults of(
      ImageClassifier classifier,
      List<Folder> folders,
      Consumer<IOException> problems,
      BiConsumer<Integer, Integer> progress) {
    PictureReader reader = new PictureReader();
    Preparation how = ImageClassifier.preparation(classifier.input());
    List<Result> results = new ArrayList<>();
    int all = folders.stream().mapToInt(folder -> folder.pictures().size()).sum();
    int done = 0;
    for (Folder folder : folders) {
      for (Path file : folder.pictures()) {
        progress.accept(done++, all);
        long start = System.nanoTime();
        try {
          Picture picture = reader.read(file, how);
          Prediction prediction = classifier.classify(picture);
          double seconds = (System.nanoTime() - start) / 1e9;
          results.add(new Result(file, folder, prediction, seconds));
        } catch (IOException e) {
          problems.accept(e);
        }
      }
    }
    return new PhotographResults(results);
  }

  /** Those of one folder. */
  public PhotographResults of(Folder folder) {
    return new PhotographResults(
        all.stream().filter(each -> each.folder().equals(folder)).toList());
  }

  /** How many are right. */
  public long right() {
    return all.stream().filter(Result::right).count();
  }

  /** The share that is right. */
  public double accuracy() {
    return share(Result::right);
  }

  /** The mean probability that was given to the class named: what the model says of itself. */
  public double says() {
    return all.stream()
        .mapToDouble(each -> each.prediction().probability())
        .average()
        .orElse(Double.NaN);
  }

  /** The half, rounded up, to which the highest probabilities were given. */
  public PhotographResults surestHalf() {
    return new PhotographResults(
        all.stream().sorted(SUREST_FIRST).limit((all.size() + 1) / 2).toList());
  }

  /** The share that carries a note: not to be trusted. */
  public double noted() {
    return share(each -> each.prediction().doubt() != null);
  }

  /** The median of the seconds. */
  public double medianSeconds() {
    double[] sorted = all.stream().mapToDouble(Result::seconds).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : Measurement.quantile(sorted, 0.5);
  }

  /** Those that are not right, the most confident first. */
  public List<Result> mistakes() {
    return all.stream().filter(each -> !each.right()).sorted(SUREST_FIRST).toList();
  }

  private double share(Predicate<Result> counted) {
    return all.isEmpty() ? Double.NaN : (double) all.stream().filter(counted).count() / all.size();
  }
}
