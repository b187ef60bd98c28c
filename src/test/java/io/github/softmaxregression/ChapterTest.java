package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.TrainingSetup;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** The chapter in Deeplearning4j's own words and {@code train} come to the same end. */
class ChapterTest {
  @Test
  void tenEpochsGiveTheParametersAndTheAccuracyOfTrain() throws Exception {
    MultiLayerNetwork chapter = Chapter.train(10);
    ImageSet test = FashionMnist.bundled().test();
    TrainingSetup setup =
        new TrainingSetup(
            ModelKind.NETWORK, Hyperparameters.CHAPTER, FashionMnist.bundled().train());
    Progress end = setup.train(Progress.START, null, test);

    float[] expected = setup.network().state().parameters();
    float[] found = chapter.params().toFloatVector();
    assertThat(found).hasSameSizeAs(expected).hasSize(7850);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
    }
    assertThat(chapter.evaluate(ImageSetIterator.inOrder(test, 1000)).accuracy())
        .isEqualTo(end.lastEpoch().testAccuracy());
  }
}
