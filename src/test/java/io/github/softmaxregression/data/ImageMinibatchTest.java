package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.data.memory.MinibatchBuffers;
import io.github.softmaxregression.data.memory.MinibatchBuffers.Part;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A minibatch in parts is the minibatch as a whole, to the bit, in whatever order they are made.
 */
class ImageMinibatchTest {
  private static final int BATCH = 64;
  private static ImageSet images;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().test().select(IntStream.range(0, 150).toArray());
  }

  private static TrainingPreProcessor changing(long minibatches) {
    return new TrainingPreProcessor(
        Augmentation.strong(images), images.mean(), 0.1, 7, minibatches);
  }

  private static ImageSetIterator shuffled(boolean changed) {
    ImageSetIterator iterator = ImageSetIterator.shuffled(images, BATCH, 3);
    if (changed) {
      iterator.setPreProcessor(changing(0));
    }
    return iterator;
  }

  static Stream<Arguments> changes() {
    return Stream.of(arguments("as they are", false), arguments("varied, dropped, centred", true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void partsAreThoseOfTheWhole(String name, boolean changed) {
    ImageSetIterator whole = shuffled(changed);
    ImageSetIterator parts = shuffled(changed).inParts();
    for (int pass = 0; pass < 2; pass++) {
      while (whole.hasNext()) {
        DataSet expected = whole.next();
        ImageMinibatch minibatch = (ImageMinibatch) parts.next();
        assertThat(minibatch.numExamples()).isEqualTo(minibatch.numExamples());
        assertThat(minibatch.getFeatures()).isEqualTo(expected.getFeatures());
        assertThat(minibatch.getLabels()).isEqualTo(expected.getLabels());
        for (int first = minibatch.numExamples() - 1; first >= 0; first -= 10) {
          int rows = Math.min(5, minibatch.numExamples() - first);
          Part part = minibatch.part(first, rows, new MinibatchBuffers(10, 784));
          assertThat(changed ? part.scale() : 255 * part.scale()).isEqualTo(1);
          float[] features = HostMemory.rows(part.features());
          for (int i = 0; i < features.length; i++) {
            features[i] /= changed ? 1 : 255;
          }
          assertThat(features)
              .isEqualTo(rows(HostMemory.rows(expected.getFeatures()), first, rows, 784));
          assertThat(part.labels())
              .isEqualTo(rows(HostMemory.rows(expected.getLabels()), first, rows, 10));
        }
      }
      assertThat(parts.hasNext()).isFalse();
      whole.reset();
      parts.reset();
    }
  }

  private static float[] rows(float[] values, int first, int rows, int columns) {
    return Arrays.copyOfRange(values, first * columns, (first + rows) * columns);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void aLaterPassCanBeBegunWith(String name, boolean changed) {
    ImageSetIterator all = shuffled(changed).inParts();
    while (all.hasNext()) {
      all.next();
    }
    all.reset();
    all.next();
    ImageSetIterator later = shuffled(false).startingAt(1, 1).inParts();
    if (changed) {
      later.setPreProcessor(changing(4)); // three minibatches of the first pass, one of this
    }
    assertThat(later.next().getFeatures()).isEqualTo(all.next().getFeatures());
  }
}
