package io.github.softmaxregression.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
  private static final Trainer.Listener NOBODY = new Trainer.Listener() {};

  @Test
  void everyFoldIsMeasuredOnWhatItHeldOut() throws IOException {
    ImageSet images = FashionMnist.bundled().train().select(IntStream.range(0, 6000).toArray());
    Hyperparameters settings =
        Hyperparameters.CHAPTER.with(
            s -> {
              s.epochs = 2;
              s.batchSize = 100;
            });
    CrossValidation result = CrossValidation.of(settings, images, 3, 1, (fold, examples) -> NOBODY);

    assertThat(result.accuracies()).hasSize(3).doesNotHaveDuplicates();
    assertThat(result.accuracies()).allSatisfy(each -> assertThat(each).isBetween(0.7, 0.85));
    assertThat(CrossValidation.of(settings, images, 3, 1, (fold, examples) -> NOBODY))
        .isEqualTo(result);
  }

  @Test
  void differencesAreTakenFoldByFold() {
    CrossValidation first = new CrossValidation(List.of(0.80, 0.90, 0.70));
    CrossValidation second = new CrossValidation(List.of(0.82, 0.91, 0.73));

    assertThat(first.mean()).isCloseTo(0.8, within(1e-12));
    // The differences 0.02, 0.01 and 0.03 have the standard deviation 0.01.
    assertThat(second.standardErrorTo(first)).isCloseTo(0.01 / Math.sqrt(3), within(1e-12));
  }
}
