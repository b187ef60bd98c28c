package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.ImageSetIterator.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

class ImageSetIteratorTest {
  /** 100 images of 2 × 3 pixels; the first pixel is the image's index. */
  private static final ImageSet SMALL = small();

  private static ImageSet test;

  @BeforeAll
  static void read() throws IOException {
    test = FashionMnist.bundled().test();
  }

  private static ImageSet small() {
    byte[] pixels = new byte[100 * 6];
    byte[] labels = new byte[100];
    for (int i = 0; i < 100; i++) {
      pixels[i * 6] = (byte) i;
      labels[i] = (byte) (i % 3);
    }
    return ImageSet.of(pixels, labels, 2, 3, List.of("a", "b", "c"));
  }

  /** The indices of the images of the rest of a pass. */
  private static List<Integer> indices(DataSetIterator iterator) {
    List<Integer> indices = new ArrayList<>();
    while (iterator.hasNext()) {
      INDArray features = iterator.next().getFeatures();
      for (int row = 0; row < features.size(0); row++) {
        indices.add(Math.round(features.getFloat(row, 0) * 255));
      }
    }
    return indices;
  }

  private static List<Integer> upTo(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  @Test
  void minibatchesOfTheRealDataHaveTheChaptersShapes() {
    DataSet batch = ImageSetIterator.inOrder(test, 256).next();

    assertThat(batch.getFeatures().shape()).containsExactly(256, 784);
    assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(batch.getFeatures().minNumber().floatValue()).isZero();
    assertThat(batch.getFeatures().maxNumber().floatValue()).isEqualTo(1f);
    assertThat(batch.getLabels().shape()).containsExactly(256, 10);
    assertThat(batch.getLabels().sum(1).toFloatVector()).containsOnly(1f);
    assertThat(batch.getLabels().argMax(1).toIntVector())
        .containsExactly(IntStream.range(0, 256).map(test::label).toArray());
    assertThat(batch.getLabelNamesList()).containsExactlyElementsOf(FashionClass.names());
  }

  @Test
  void featuresAreBytesDividedBy255() {
    float[] features = ImageSetIterator.inOrder(test, 1).next().getFeatures().toFloatVector();
    byte[] image = test.image(0);

    for (int i = 0; i < 784; i++) {
      assertThat(features[i]).isEqualTo((image[i] & 0xff) / 255f);
    }
  }

  @Test
  void layoutOfImagesHasAChannel() {
    ImageSetIterator flat = ImageSetIterator.inOrder(test, 32);
    INDArray images = flat.withLayout(Layout.IMAGES).next().getFeatures();

    assertThat(images.shape()).containsExactly(32, 1, 28, 28);
    assertThat(images.reshape(32, 784)).isEqualTo(flat.next().getFeatures());
  }

  @Test
  void lastShortMinibatchIsKept() {
    ImageSetIterator iterator = ImageSetIterator.inOrder(SMALL, 30);
    List<Long> sizes = new ArrayList<>();
    while (iterator.hasNext()) {
      sizes.add(iterator.next().getFeatures().size(0));
    }
    assertThat(sizes).containsExactly(30L, 30L, 30L, 10L);
  }

  @Test
  void inOrderStaysInOrder() {
    ImageSetIterator iterator = ImageSetIterator.inOrder(SMALL, 7);

    assertThat(indices(iterator)).isEqualTo(upTo(100));
    iterator.reset();
    assertThat(indices(iterator)).isEqualTo(upTo(100));
  }

  @Test
  void shuffledPassesDifferAndHoldEveryImageOnce() {
    ImageSetIterator iterator = ImageSetIterator.shuffled(SMALL, 7, 1);
    List<Integer> first = indices(iterator);
    iterator.reset();
    List<Integer> second = indices(iterator);

    assertThat(first).isNotEqualTo(upTo(100)).containsExactlyInAnyOrderElementsOf(upTo(100));
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(upTo(100));
  }

  @Test
  void theSeedDecidesEveryPass() {
    ImageSetIterator one = ImageSetIterator.shuffled(SMALL, 7, 1);
    ImageSetIterator same = ImageSetIterator.shuffled(SMALL, 100, 1);
    ImageSetIterator other = ImageSetIterator.shuffled(SMALL, 7, 2);
    for (int pass = 0; pass < 3; pass++) {
      List<Integer> order = indices(one);
      assertThat(indices(same)).isEqualTo(order);
      assertThat(indices(other)).isNotEqualTo(order);
      one.reset();
      same.reset();
      other.reset();
    }
  }

  @Test
  void labelsStayWithTheirImages() {
    ImageSetIterator iterator = ImageSetIterator.shuffled(SMALL, 30, 5);
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      int[] labels = batch.getLabels().argMax(1).toIntVector();
      for (int row = 0; row < labels.length; row++) {
        int index = Math.round(batch.getFeatures().getFloat(row, 0) * 255);
        assertThat(labels[row]).isEqualTo(index % 3);
      }
    }
  }

  @Test
  void resetInTheMiddleBeginsTheNextPass() {
    ImageSetIterator interrupted = ImageSetIterator.shuffled(SMALL, 7, 1);
    ImageSetIterator whole = ImageSetIterator.shuffled(SMALL, 7, 1);
    interrupted.next();
    interrupted.reset();
    indices(whole);
    whole.reset();

    assertThat(indices(interrupted)).isEqualTo(indices(whole));
  }

  @Test
  void resetBeforeTheBeginningChangesNothing() {
    ImageSetIterator iterator = ImageSetIterator.shuffled(SMALL, 7, 1);
    iterator.reset();
    iterator.reset();

    assertThat(indices(iterator)).isEqualTo(indices(ImageSetIterator.shuffled(SMALL, 7, 1)));
  }

  @Test
  void nextTakesACount() {
    ImageSetIterator iterator = ImageSetIterator.inOrder(SMALL, 40);

    assertThat(iterator.next(3).numExamples()).isEqualTo(3);
    assertThat(iterator.next().getFeatures().getFloat(0, 0)).isEqualTo(3 / 255f);
    assertThat(iterator.next(1000).numExamples()).isEqualTo(57);
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> iterator.next(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void preProcessorSeesEveryMinibatch() {
    ImageSetIterator iterator = ImageSetIterator.inOrder(SMALL, 50);
    iterator.setPreProcessor(batch -> batch.getFeatures().addi(1));

    assertThat(iterator.getPreProcessor()).isNotNull();
    assertThat(iterator.next().getFeatures().minNumber().floatValue()).isEqualTo(1f);
    assertThat(iterator.next().getFeatures().minNumber().floatValue()).isEqualTo(1f);
  }

  @Test
  void tellsAboutItself() {
    ImageSetIterator iterator = ImageSetIterator.shuffled(SMALL, 7, 1);

    assertThat(iterator.batch()).isEqualTo(7);
    assertThat(iterator.inputColumns()).isEqualTo(6);
    assertThat(iterator.totalOutcomes()).isEqualTo(3);
    assertThat(iterator.getLabels()).containsExactly("a", "b", "c");
    assertThat(iterator.resetSupported()).isTrue();
    assertThat(iterator.asyncSupported()).isTrue();
  }

  @Test
  void deeplearning4jsBackgroundThreadGetsTheSame() {
    ImageSetIterator direct = ImageSetIterator.shuffled(SMALL, 7, 1);
    AsyncDataSetIterator prefetched =
        new AsyncDataSetIterator(ImageSetIterator.shuffled(SMALL, 7, 1), 2, true);
    try {
      assertThat(indices(prefetched)).isEqualTo(indices(direct));
    } finally {
      prefetched.shutdown();
    }
  }

  @Test
  void batchSizeMustBePositive() {
    assertThatThrownBy(() -> ImageSetIterator.inOrder(SMALL, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch size 0");
  }

  @Test
  void serialisationIsRefused() throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> out.writeObject(ImageSetIterator.inOrder(SMALL, 7)))
          .isInstanceOf(NotSerializableException.class);
    }
  }
}
