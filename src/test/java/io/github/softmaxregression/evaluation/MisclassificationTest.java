package io.github.softmaxregression.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.ScratchSoftmaxRegression;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MisclassificationTest {
  @Test
  void theMostConfidentErrorsComeFirst() {
    // One pixel; the logit of "bright" is the pixel in [0, 1], times 4, that of "dark" is 2.
    ScratchSoftmaxRegression model =
        new ScratchSoftmaxRegression(
            Nd4j.createFromArray(new float[][] {{0, 4}}),
            Nd4j.createFromArray(new float[][] {{2, 0}}),
            0.1);
    byte[] pixels = {(byte) 255, 0, (byte) 204, (byte) 255, 0};
    byte[] labels = {0, 1, 0, 1, 0};
    ImageSet images = ImageSet.of(pixels, labels, 1, 1, List.of("dark", "bright"));

    List<Misclassification> worst =
        Misclassification.mostConfident(Predictions.of(model, images), 2);

    assertThat(worst).extracting(Misclassification::index).containsExactly(0, 1);
    assertThat(worst.get(0).truth()).isZero();
    assertThat(worst.get(0).predicted()).isEqualTo(1);
    assertThat(worst.get(0).probability()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
    assertThat(Misclassification.mostConfident(Predictions.of(model, images), 99)).hasSize(3);
  }
}
