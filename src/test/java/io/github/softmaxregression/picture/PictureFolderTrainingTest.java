package io.github.softmaxregression.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelTesting;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning from pictures in folders is learning from the same images in IDX files. */
class PictureFolderTrainingTest {
  private static final int TRAINING = 2000;
  private static final int TEST = 4000;
  private static final int EPOCHS = 30;

  @TempDir private Path folder;

  @Test
  void asGoodAsTheSameImagesFromIdxFiles() throws IOException {
    ImageSet images = FashionMnist.bundled().test();
    ImageSet training = images.select(IntStream.range(0, TRAINING).toArray());
    ImageSet test = images.select(IntStream.range(TRAINING, TEST).toArray());
    PictureFolders.export(training, folder.resolve("train"));
    PictureFolders.export(test, folder.resolve("test"));
    PictureFolder pictures = PictureFolders.source(folder, 28, 0.2);

    double fromIdx = accuracy(training, test);
    double fromPictures = accuracy(pictures.train(), pictures.test());

    // Another order of images and classes: other minibatches, the same data.
    assertThat(fromIdx).isBetween(0.72, 0.80);
    assertThat(fromPictures).isCloseTo(fromIdx, within(0.02));
  }

  private static double accuracy(ImageSet training, ImageSet test) {
    SoftmaxNetwork network = SoftmaxNetwork.create(Hyperparameters.CHAPTER, 784, 10);
    ImageSetIterator minibatches = ImageSetIterator.shuffled(training, 256, 42);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      ModelTesting.fit(network, minibatches);
      minibatches.reset();
    }
    return Predictions.of(network, test).report(test.classNames()).accuracy();
  }
}
