package io.github.softmaxregression.inference;

import io.github.softmaxregression.picture.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says of one picture.
 *
 * @param label the most probable class as an index into the class names
 * @param classNames the names of all classes in label order
 * @param probabilities of all classes in label order, in [0, 1]; they sum to 1
 * @param unlikeness how unlike the images that were learned from the picture is: to 1 as they are
 *     among themselves; null where that is not known, or where no picture but an image was given
 * @param doubt why it is not to be trusted, or null
 */
public record Prediction(
    int label,
    List<String> classNames,
    List<Double> probabilities,
    Double unlikeness,
    Doubt doubt) {
  /** One class of several, with its probability in [0, 1]. */
  public record Candidate(String name, double probability) {}

  /** Copies the lists. */
  public Prediction {
    classNames = List.copyOf(classNames);
    probabilities = List.copyOf(probabilities);
  }

  /** Says nothing of how like the images are. */
  public Prediction(int label, List<String> classNames, List<Double> probabilities) {
    this(label, classNames, probabilities, null, null);
  }

  /** The same of a picture. */
  Prediction of(Picture picture, Double unlike) {
    Doubt why = Doubt.of(picture, unlike == null ? 0 : unlike);
    return new Prediction(label, classNames, probabilities, unlike, why);
  }

  /** The name of the most probable class. */
  public String className() {
    return classNames.get(label);
  }

  /** Its probability. */
  public double probability() {
    return probabilities.get(label);
  }

  /** The second most probable class. */
  public Candidate runnerUp() {
    return top(2).get(1);
  }

  /** The most probable classes, the first of equals first; as many as there are at most. */
  public List<Candidate> top(int count) {
    return IntStream.range(0, probabilities.size())
        .boxed()
        .sorted(Comparator.comparing(i -> -probabilities.get(i)))
        .limit(count)
        .map(i -> new Candidate(classNames.get(i), probabilities.get(i)))
        .toList();
  }
}
