package io.github.softmaxregression.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.ModelTesting;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageClassifierTest {
  @TempDir private Path folder;

  @Test
  void predictionsAreTheNetworks() throws IOException {
    FashionMnist source = FashionMnist.bundled();
    ImageSet test = source.test();
    SoftmaxNetwork network = SoftmaxNetwork.create(Hyperparameters.CHAPTER, 784, 10);
    ModelTesting.fit(network, ImageSetIterator.shuffled(test, 256, 1));
    Path zip = folder.resolve("model.zip");
    ModelStore.save(
        network,
        InputFormat.of(test, Crop.AUTO, 0),
        Provenance.now(
            ModelKind.NETWORK,
            Hyperparameters.CHAPTER,
            source.location(),
            test,
            test.size(),
            test,
            BackendChoice.of(Device.CPU),
            List.of(),
            null),
        zip);

    ImageClassifier classifier = ImageClassifier.load(zip);
    List<Prediction> predictions = classifier.classify(test);

    long correct = 0;
    for (int i = 0; i < test.size(); i++) {
      Prediction prediction = predictions.get(i);
      assertThat(prediction.probabilities().stream().mapToDouble(p -> p).sum())
          .isCloseTo(1, within(1e-5));
      assertThat(prediction.probability())
          .isEqualTo(prediction.probabilities().stream().mapToDouble(p -> p).max().orElseThrow());
      assertThat(prediction.className()).isEqualTo(test.classNames().get(prediction.label()));
      correct += prediction.label() == test.label(i) ? 1 : 0;
    }
    assertThat(correct)
        .isEqualTo(Predictions.of(network, test).report(test.classNames()).correct());

    classifier.close();
    assertThatThrownBy(() -> classifier.classify(test)).hasMessage("the classifier was closed");
  }

  @Test
  void oneByOneTheyAreWhatTheyAreTogether() throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.of("best"))) {
      List<Prediction> together = classifier.classify(test);
      for (int i = 0; i < test.size(); i++) {
        Prediction alone = classifier.classify(test.select(i)).get(0);
        assertThat(alone.label()).isEqualTo(together.get(i).label());
        for (int k = 0; k < 10; k++) {
          assertThat(alone.probabilities().get(k))
              .isCloseTo(together.get(i).probabilities().get(k), within(1e-6));
        }
      }
    }
  }

  @Test
  void severalThreadsShareOne() throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.of("best"))) {
      List<Prediction> expected = classifier.classify(test);
      List<Prediction> found =
          IntStream.range(0, 2000)
              .parallel()
              .mapToObj(
                  i -> {
                    // Singles and batches beside each other.
                    int[] some = IntStream.range(i, i + 1 + i % 3 * 150).toArray();
                    List<Prediction> predictions = classifier.classify(test.select(some));
                    assertThat(predictions).hasSize(some.length);
                    return predictions.get(0);
                  })
              .toList();
      assertThat(found.stream().map(Prediction::label).toList())
          .isEqualTo(expected.stream().limit(2000).map(Prediction::label).toList());
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).probability())
            .isCloseTo(expected.get(i).probability(), within(1e-5));
      }
    }
  }

  @Test
  void fileBytesAndImageGiveTheSame() throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    Path file = Files.write(folder.resolve("7.png"), Pictures.png(test, 7));
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.of("best"))) {
      Prediction expected = classifier.classify(test.select(7)).get(0);
      Prediction ofFile = classifier.classify(file);
      assertThat(ofFile.probabilities()).isEqualTo(expected.probabilities());
      assertThat(ofFile.unlikeness()).isBetween(0.0, 1.0);
      assertThat(ofFile.doubt()).isNull();
      assertThat(classifier.classify(Files.readAllBytes(file))).isEqualTo(ofFile);
      assertThat(classifier.classify(Pictures.grey(test.image(7), 28, 28))).isEqualTo(ofFile);
      assertThat(expected.runnerUp().probability()).isBetween(0.0, expected.probability());
      assertThat(expected.runnerUp().name()).isNotEqualTo(expected.className());
    }
  }

  @Test
  void otherSizesAreRefused() throws IOException {
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.of("best"))) {
      ImageSet small = ImageSet.of(new byte[6], new byte[1], 2, 3, classifier.input().classNames());
      assertThatThrownBy(() -> classifier.classify(small))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("images of 2 x 3 pixels for a model of 28 x 28");
    }
  }
}
