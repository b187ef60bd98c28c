package io.github.softmaxregression.inference;

import io.github.softmaxregression.data.FashionMnistIterator;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.MinibatchMemory;
import io.github.softmaxregression.model.Logits;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;

/** Names what pictures show, with a model from a zip. */
public final class ImageClassifier {
  /** Images that are classified together. */
  public static final int BATCH = 256;

  private final StoredModel model;

  private ImageClassifier(StoredModel model) {
    this.model = model;
  }

  /**
   * Reads a model.
   *
   * @throws IOException if the file is missing or holds no softmax regression
   */
  public static ImageClassifier load(ModelSource source) throws IOException {
    return new ImageClassifier(ModelStore.load(source));
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
   * Classifies images; their labels are not looked at.
   *
   * @return one prediction for each image, in order
   * @throws IllegalArgumentException if the images are not of the model's size
   */
  @SuppressWarnings("try") // a workspace is entered and left, not called
  public List<Prediction> classify(ImageSet images) {
    if (images.height() != model.input().height() || images.width() != model.input().width()) {
      throw new IllegalArgumentException(
          "images of %d x %d pixels for a model of %d x %d"
              .formatted(
                  images.height(), images.width(), model.input().height(), model.input().width()));
    }
    List<Prediction> predictions = new ArrayList<>();
    var minibatches = FashionMnistIterator.inOrder(images, BATCH);
    while (minibatches.hasNext()) {
      Logits logits;
      try (MemoryWorkspace ignored = MinibatchMemory.enter()) {
        logits = Logits.of(model.network().logits(minibatches.next().getFeatures()));
      }
      for (int i = 0; i < logits.examples(); i++) {
        int label = logits.predicted(i);
        predictions.add(
            new Prediction(
                label,
                model.input().classNames().get(label),
                Arrays.stream(logits.probabilities(i)).boxed().toList()));
      }
    }
    return predictions;
  }
}
