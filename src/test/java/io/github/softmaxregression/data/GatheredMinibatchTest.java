package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.ImageSetIterator.Layout;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What a GPU does to make a minibatch, done on whatever ND4J computes with here. */
class GatheredMinibatchTest {
  @ParameterizedTest
  @EnumSource(Layout.class)
  void hasTheValuesOfTheCpusMinibatch(Layout layout) throws IOException {
    ImageSet images = FashionMnist.bundled().test();
    int[] order = IntStream.range(0, images.size()).map(i -> images.size() - 1 - i).toArray();
    MinibatchArrays gathered = new GatheredMinibatch(images, layout);
    MinibatchArrays copied = new CopiedMinibatch(images, layout);
    INDArray first = null;
    for (int start : new int[] {0, 256, 9_984, 512}) { // the third is short
      int rows = Math.min(256, order.length - start);
      DataSet minibatch = gathered.fill(order, start, rows);
      DataSet expected = copied.fill(order, start, rows);
      assertThat(minibatch.getFeatures().data().asFloat())
          .isEqualTo(expected.getFeatures().data().asFloat());
      assertThat(minibatch.getFeatures().shape()).isEqualTo(expected.getFeatures().shape());
      assertThat(minibatch.getLabels()).isEqualTo(expected.getLabels());
      first = first == null ? minibatch.getFeatures() : first;
    }
    assertThat(gathered.fill(order, 0, 256).getFeatures()).isSameAs(first);
  }

  /** An evaluation asks for its first minibatch inside a workspace, and for more after it. */
  @Test
  @SuppressWarnings("try") // a workspace is entered and left, not called
  void theUploadOutlivesTheWorkspaceItWasMadeIn() throws IOException {
    ImageSet images = FashionMnist.bundled().test();
    ResidentImages resident;
    try (MemoryWorkspace ignored = MinibatchWorkspace.enter()) {
      resident = images.resident();
    }
    assertThat(resident.pixels().isAttached()).isFalse();
    assertThat(resident.labels().isAttached()).isFalse();
    assertThat(images.resident()).isSameAs(resident);
  }
}
