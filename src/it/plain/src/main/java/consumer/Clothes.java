package consumer;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.training.TrainingSetup;
import java.io.IOException;
import java.util.Locale;

/** Classifies with a model that ships with the library, and trains one. */
public final class Clothes {
  private Clothes() {}

  public static void main(String[] args) throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.of("best"))) {
      System.out.println("test image 0: " + classifier.classify(test).get(0).className());
    }
    Hyperparameters settings = Hyperparameters.CHAPTER.with(draft -> draft.epochs = 1);
    TrainingSetup setup =
        new TrainingSetup(ModelKind.NETWORK, settings, FashionMnist.bundled().train());
    setup.train();
    double accuracy =
        setup.result().measure(ImageSetIterator.inOrder(test, test.size()).next()).accuracy();
    System.out.println(String.format(Locale.ROOT, "test accuracy %.4f", accuracy));
  }
}
