package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.ImageSetIterator.Layout;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

class WindowsTest {
  private static final int IMAGES = 3001;
  private static final int BATCH = 10;

  /** Of two pixels, which are an image's index, sorted by class. */
  private static final ImageSet SORTED = sorted();

  private static ImageSet sorted() {
    byte[] pixels = new byte[IMAGES * 2];
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      pixels[i * 2] = (byte) (i >> 8);
      pixels[i * 2 + 1] = (byte) i;
      labels[i] = (byte) (i * 3 / IMAGES);
    }
    return ImageSet.of(pixels, labels, 1, 2, List.of("a", "b", "c"));
  }

  private static ImageSetIterator iterator(ImageSet images, int batches, int blocks, Long seed) {
    Windows windows = new Windows(images, BATCH, batches, blocks, seed);
    return new ImageSetIterator(images, BATCH, Layout.FLAT, seed, windows);
  }

  /** The indices of the images of the rest of a pass, each with its label checked. */
  private static List<Integer> indices(DataSetIterator iterator) {
    List<Integer> indices = new ArrayList<>();
    while (iterator.hasNext()) {
      var minibatch = iterator.next();
      INDArray features = minibatch.getFeatures();
      for (int row = 0; row < features.size(0); row++) {
        int high = Math.round(features.getFloat(row, 0) * 255);
        int index = high << 8 | Math.round(features.getFloat(row, 1) * 255);
        assertThat(minibatch.getLabels().getFloat(row, SORTED.label(index))).isEqualTo(1);
        indices.add(index);
      }
    }
    return indices;
  }

  private static List<Integer> all() {
    return IntStream.range(0, IMAGES).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "7, 4", "40, 64", "299, 256", "1000, 256"})
  void everyPassHoldsEveryImageOnceInAnotherOrder(int batches, int blocks) {
    ImageSetIterator iterator = iterator(SORTED, batches, blocks, 1L);
    List<Integer> first = indices(iterator);
    iterator.reset();
    List<Integer> second = indices(iterator);

    assertThat(first).isNotEqualTo(all()).containsExactlyInAnyOrderElementsOf(all());
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(all());
  }

  @Test
  void theSeedDecidesEveryPass() {
    ImageSetIterator one = iterator(SORTED, 7, 4, 1L);
    ImageSetIterator same = iterator(SORTED, 7, 4, 1L).inParts();
    ImageSetIterator other = iterator(SORTED, 7, 4, 2L);
    for (int pass = 0; pass < 3; pass++) {
      List<Integer> order = indices(one);
      assertThat(indices(same)).isEqualTo(order);
      assertThat(indices(other)).isNotEqualTo(order);
      one.reset();
      same.reset();
      other.reset();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 299, 300})
  void aPassGoesOnWhereItWasStopped(int minibatch) {
    ImageSetIterator whole = iterator(SORTED, 7, 4, 1L);
    indices(whole);
    whole.reset();
    List<Integer> second = indices(whole);
    whole.reset();

    ImageSetIterator resumed = iterator(SORTED, 7, 4, 1L).startingAt(1, minibatch);
    assertThat(indices(resumed)).isEqualTo(second.subList(minibatch * BATCH, IMAGES));
    resumed.reset();
    assertThat(indices(resumed)).isEqualTo(indices(whole));
  }

  @Test
  void aPassThatIsGivenUpInTheMiddleIsFollowedByTheNext() {
    ImageSetIterator whole = iterator(SORTED, 7, 4, 1L).startingAt(1, 0);
    ImageSetIterator givenUp = iterator(SORTED, 7, 4, 1L);
    givenUp.next();
    givenUp.reset();
    assertThat(indices(givenUp)).isEqualTo(indices(whole));
  }

  @Test
  void withoutASeedImagesStayInOrder() {
    ImageSetIterator iterator = iterator(SORTED, 7, 4, null);
    assertThat(indices(iterator)).isEqualTo(all());
    iterator.reset();
    assertThat(indices(iterator)).isEqualTo(all());
  }

  @Test
  void windowsCutNoMinibatch() {
    ImageSetIterator iterator = iterator(SORTED, 7, 4, 1L);
    List<Integer> sizes = new ArrayList<>();
    while (iterator.hasNext()) {
      sizes.add(iterator.next().numExamples());
    }
    assertThat(sizes).hasSize(iterator.minibatches()).endsWith(1);
    assertThat(sizes.subList(0, sizes.size() - 1)).containsOnly(BATCH);
  }

  @Test
  void aWindowOfSortedImagesHasAllClassesEvenTheLast() {
    Windows windows = new Windows(SORTED, BATCH, 30, 30, 5L);
    for (int position = 0; position < IMAGES; ) {
      Window window = windows.at(0, position);
      int n = window.images().size();
      for (int label = 0; label < 3; label++) {
        int wanted = label;
        long found = IntStream.range(0, n).filter(i -> window.images().label(i) == wanted).count();
        assertThat((double) found / n).isCloseTo(1 / 3.0, within(0.1));
      }
      position = window.end();
    }
  }

  @Test
  void aMinibatchOfMoreThanABufferHoldsIsRefused() {
    ImageSet images = ImageSet.of(new byte[3 << 20], new byte[3], 1024, 1024, List.of("a", "b"));
    ImageSet many = images.select(IntStream.range(0, 4000).map(i -> i % 3).toArray());
    assertThat(many.isLarge()).isTrue();
    assertThat(ImageSetIterator.shuffled(many, 100, 1).next().numExamples()).isEqualTo(100);
    assertThatThrownBy(() -> ImageSetIterator.shuffled(many, 3000, 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("minibatches of 3,000 images: expected less than 2 GiB");
  }

  /**
   * Trains on Fashion-MNIST sorted by class, in 20 windows of 3,072 images, and as a whole. Of
   * sorted images a window without stretches would often miss a class.
   */
  @Test
  void learnsAsWellFromSortedImagesAsFromShuffledOnes() throws IOException {
    ImageSet training = FashionMnist.bundled().train();
    ImageSet test = FashionMnist.bundled().test();
    int[] byClass =
        IntStream.range(0, training.size())
            .boxed()
            .sorted(Comparator.comparingInt(training::label))
            .mapToInt(i -> i)
            .toArray();
    ImageSet sorted = training.select(byClass);
    double windowed = 0;
    double whole = 0;
    for (long seed = 1; seed <= 3; seed++) {
      Windows windows = new Windows(sorted, 256, 12, 256, seed);
      ImageSetIterator some = new ImageSetIterator(sorted, 256, Layout.FLAT, seed, windows);
      windowed += accuracy(some, test, seed) / 3;
      whole += accuracy(ImageSetIterator.shuffled(sorted, 256, seed), test, seed) / 3;
    }
    assertThat(windowed).isCloseTo(whole, within(0.01));
  }

  /** Mean test accuracy of the last three of five epochs. */
  private static double accuracy(ImageSetIterator training, ImageSet test, long seed) {
    Hyperparameters settings =
        Hyperparameters.CHAPTER.with(
            s -> {
              s.epochs = 5;
              s.seed = seed;
            });
    var model = ModelKind.NETWORK.create(settings, 784, 10);
    ImageSetIterator looked = ImageSetIterator.inOrder(test, 1000).inParts();
    Trainer trainer = new Trainer(model, settings, training.inParts(), null, looked);
    List<EpochMetrics> epochs = trainer.train(Progress.START).epochs();
    return epochs.stream().skip(2).mapToDouble(EpochMetrics::testAccuracy).average().orElseThrow();
  }
}
