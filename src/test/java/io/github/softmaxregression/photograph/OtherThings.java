package io.github.softmaxregression.photograph;

import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how well clothes are told from other things by how unlike the training images they are.
 */
final class OtherThings {
  private OtherThings() {}

  /**
   * Prints, for each kind of other thing, the area under the ROC curve and the share that carries a
   * note.
   *
   * <p>Arguments: the model, the number of the first picture, how many of each kind.
   */
  public static void main(String[] args) throws IOException {
    int first = Integer.parseInt(args[1]);
    int count = Integer.parseInt(args[2]);
    RenderedPhotographs photographs = new RenderedPhotographs();
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.of(args[0]))) {
      List<Prediction> clothes = new ArrayList<>();
      for (PhotographKind kind : PhotographKind.values()) {
        for (int number = first; number < first + count; number++) {
          clothes.add(classifier.classify(photographs.jpeg(kind, number)));
        }
      }
      print("clothes", 0.5, clothes);
      List<Prediction> all = new ArrayList<>();
      for (NoClothes kind : NoClothes.values()) {
        List<Prediction> others = predictions(classifier, kind, first, count);
        print(kind.folder(), area(others, clothes), others);
        if (kind != NoClothes.BLANK) {
          all.addAll(others);
        }
      }
      print("all but blank", area(all, clothes), all);
    }
  }

  private static void print(String name, double area, List<Prediction> predictions) {
    double noted = predictions.stream().filter(each -> each.doubt() != null).count();
    System.out.printf(Locale.ROOT, "%-13s  %.3f  %.3f%n", name, area, noted / predictions.size());
  }

  /** Classifies pictures of other things, from a number on. */
  static List<Prediction> predictions(
      ImageClassifier classifier, NoClothes kind, int first, int count) throws IOException {
    List<Prediction> predictions = new ArrayList<>();
    for (int number = first; number < first + count; number++) {
      predictions.add(classifier.classify(RenderedPhotographs.jpeg(kind, number)));
    }
    return predictions;
  }

  /**
   * Gives the area under the ROC curve: Mann and Whitney's share of pairs in which the other thing
   * is more unlike than the piece of clothing; equals count half.
   */
  static double area(List<Prediction> others, List<Prediction> clothes) {
    double ordered = 0;
    for (Prediction other : others) {
      for (Prediction piece : clothes) {
        int order = Double.compare(other.unlikeness(), piece.unlikeness());
        ordered += order > 0 ? 1 : order == 0 ? 0.5 : 0;
      }
    }
    return ordered / others.size() / clothes.size();
  }
}
