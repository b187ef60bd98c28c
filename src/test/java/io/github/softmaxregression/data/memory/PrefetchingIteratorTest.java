package io.github.softmaxregression.data.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.FashionClass;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class PrefetchingIteratorTest {
  /** 100 real images; 30 does not divide their number. */
  private static ImageSet images;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().test().select(IntStream.range(0, 100).toArray());
  }

  private static ImageSetIterator source() {
    return ImageSetIterator.shuffled(images, 30, 7);
  }

  private static void assertSameRest(PrefetchingIterator prefetched, ImageSetIterator plain) {
    while (plain.hasNext()) {
      assertThat(prefetched.hasNext()).isTrue();
      DataSet expected = plain.next();
      DataSet minibatch = prefetched.next();
      assertThat(minibatch.getFeatures()).isEqualTo(expected.getFeatures());
      assertThat(minibatch.getLabels()).isEqualTo(expected.getLabels());
      assertThat(minibatch.getLabelNamesList()).isEqualTo(expected.getLabelNamesList());
    }
    assertThat(prefetched.hasNext()).isFalse();
  }

  @Test
  void everyPassIsTheWrappedIterators() {
    ImageSetIterator plain = source();
    try (PrefetchingIterator prefetched = new PrefetchingIterator(source())) {
      for (int pass = 0; pass < 3; pass++) {
        assertSameRest(prefetched, plain);
        plain.reset();
        prefetched.reset();
      }
    }
  }

  @Test
  void aMinibatchHoldsUntilTheNextIsAskedFor() throws InterruptedException {
    try (PrefetchingIterator prefetched = new PrefetchingIterator(source())) {
      DataSet expected = source().next();
      DataSet minibatch = prefetched.next();
      Thread.sleep(50); // time enough to overwrite it
      assertThat(minibatch.getFeatures()).isEqualTo(expected.getFeatures());
    }
  }

  /**
   * Two sets of arrays take turns; each has one for whole minibatches and one for the short last.
   */
  @Test
  void memoryIsUsedAgainPassAfterPass() {
    Set<INDArray> used = Collections.newSetFromMap(new IdentityHashMap<>());
    try (PrefetchingIterator prefetched = new PrefetchingIterator(source())) {
      for (int pass = 0; pass < 9; pass++) {
        while (prefetched.hasNext()) {
          used.add(prefetched.next().getFeatures());
        }
        prefetched.reset();
      }
    }
    assertThat(used.size()).isLessThanOrEqualTo(4);
  }

  @Test
  void resetGivesUpTheRestOfAPass() {
    ImageSetIterator plain = source();
    plain.next();
    plain.reset();
    try (PrefetchingIterator prefetched = new PrefetchingIterator(source())) {
      prefetched.next();
      prefetched.reset();
      assertSameRest(prefetched, plain);
    }
  }

  @Test
  void resetBeforeTheFirstMinibatchDoesNothing() {
    try (PrefetchingIterator prefetched = new PrefetchingIterator(source())) {
      prefetched.reset();
      assertSameRest(prefetched, source());
    }
  }

  @Test
  void theEndOfAPassIsAnError() {
    try (PrefetchingIterator prefetched =
        new PrefetchingIterator(ImageSetIterator.inOrder(images, 100))) {
      prefetched.next();
      assertThatThrownBy(prefetched::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void whatTheBackgroundThreadThrowsArrives() {
    ImageSetIterator source = source();
    source.setPreProcessor(
        batch -> {
          throw new IllegalStateException("from the background");
        });
    try (PrefetchingIterator prefetched = new PrefetchingIterator(source)) {
      assertThatThrownBy(prefetched::next).hasMessage("from the background");
    }
  }

  @Test
  void closingEndsTheThread() throws InterruptedException {
    awaitThreads(0); // of tests before
    PrefetchingIterator prefetched = new PrefetchingIterator(source());
    prefetched.next();
    awaitThreads(1);
    prefetched.close();
    awaitThreads(0);
    assertThat(prefetched.hasNext()).isFalse();
  }

  /** A thread ends soon after its work. */
  private static void awaitThreads(long expected) throws InterruptedException {
    for (int i = 0; i < 500 && backgroundThreads() != expected; i++) {
      Thread.sleep(10);
    }
    assertThat(backgroundThreads()).isEqualTo(expected);
  }

  private static long backgroundThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("minibatches"))
        .count();
  }

  @Test
  void fitTakesItAsItIs() {
    try (PrefetchingIterator prefetched = new PrefetchingIterator(source())) {
      assertThat(prefetched.asyncSupported()).isFalse();
      assertThat(prefetched.resetSupported()).isTrue();
      assertThat(prefetched.batch()).isEqualTo(30);
      assertThat(prefetched.inputColumns()).isEqualTo(784);
      assertThat(prefetched.totalOutcomes()).isEqualTo(10);
      assertThat(prefetched.getLabels()).isEqualTo(FashionClass.names());
    }
  }
}
