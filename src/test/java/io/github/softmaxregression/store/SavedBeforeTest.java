package io.github.softmaxregression.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.ModelTesting;
import io.github.softmaxregression.picture.Crop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Zips that version 1.0.0 saved load and predict as they did then. */
class SavedBeforeTest {
  private static final Path FOLDER = Path.of("src/test/resources/saved-before");

  @ParameterizedTest
  @CsvSource({"best, 40, 'momentum 0.9, cosine, L2 1e-5'", "chapter, 10, SGD 0.1"})
  void predictsAsThen(String name, int epochs, String settings) throws IOException {
    StoredModel stored = StoredModel.load(FOLDER.resolve("fashion-mnist-" + name + ".zip"));
    List<String> then = Files.readAllLines(FOLDER.resolve("fashion-mnist-" + name + ".csv"));
    ImageSet test = FashionMnist.bundled().test();

    assertThat(stored.linear()).isPresent();
    assertThat(stored.input()).isEqualTo(InputFormat.of(test, Crop.NO, 0));
    Provenance provenance = stored.provenance().orElseThrow();
    assertThat(provenance.epochs()).hasSize(epochs);
    assertThat(provenance.settings()).contains(settings, name.equals("best") ? "0.4" : "256");

    assertThat(then.get(1)).isEqualTo("accuracy,%.4f".formatted(accuracy(stored.model(), test)));
    assertThat(then).hasSize(102);
    double[][] now = probabilities(stored.model(), test, 100);
    for (int i = 0; i < now.length; i++) {
      double[] expected =
          List.of(then.get(i + 2).split(",")).stream().mapToDouble(Double::parseDouble).toArray();
      assertThat(now[i])
          .containsExactly(expected, within(3e-6)); // float32 sums then, and six digits;
    }
  }

  private static double[][] probabilities(Model model, ImageSet images, int count) {
    ImageSet first = images.select(IntStream.range(0, count).toArray());
    INDArray features = ImageSetIterator.inOrder(first, count).next().getFeatures();
    return ModelTesting.probabilities(model, features).toDoubleMatrix();
  }

  private static double accuracy(Model model, ImageSet images) {
    return Predictions.of(model, images).report(images.classNames()).accuracy();
  }
}
