package io.github.softmaxregression.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.Device;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.FashionMnistIterator;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.Evaluator;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageClassifierTest {
  @TempDir private Path folder;

  @Test
  void predictionsAreTheNetworks() throws IOException {
    FashionMnist source = FashionMnist.bundled();
    ImageSet test = source.test();
    SoftmaxNetwork network = SoftmaxNetwork.create(Hyperparameters.DEFAULTS, 784, 10);
    network.fitEpoch(FashionMnistIterator.shuffled(test, 256, 1), counts -> {});
    Path zip = folder.resolve("model.zip");
    ModelStore.save(
        network,
        InputFormat.of(test),
        Provenance.now(
            ModelKind.NETWORK,
            Hyperparameters.DEFAULTS,
            source,
            test,
            test,
            BackendChoice.of(Device.CPU),
            List.of()),
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
        .isEqualTo(Evaluator.evaluate(network, FashionMnistIterator.inOrder(test, 1000)).correct());

    ImageSet small = ImageSet.of(new byte[6], new byte[1], 2, 3, test.classNames());
    assertThatThrownBy(() -> classifier.classify(small))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("images of 2 x 3 pixels for a model of 28 x 28");
  }
}
