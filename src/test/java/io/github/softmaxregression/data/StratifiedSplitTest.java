package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
  private static ImageSet images;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().test();
  }

  private static long[] perClass(ImageSet set) {
    return IntStream.range(0, 10)
        .mapToLong(label -> labels(set).filter(found -> found == label).count())
        .toArray();
  }

  private static IntStream labels(ImageSet set) {
    return IntStream.range(0, set.size()).map(set::label);
  }

  /** Every image of a set, in order, to compare with. */
  private static List<Integer> contents(ImageSet... sets) {
    return Arrays.stream(sets)
        .flatMap(set -> IntStream.range(0, set.size()).mapToObj(i -> Arrays.hashCode(set.image(i))))
        .sorted()
        .toList();
  }

  @Test
  void everyClassHasTheSameShare() {
    StratifiedSplit split = StratifiedSplit.of(images, 0.1, 42);
    assertThat(perClass(split.heldOut())).containsOnly(100);
    assertThat(perClass(split.training())).containsOnly(900);
    assertThat(contents(split.training(), split.heldOut())).isEqualTo(contents(images));
  }

  @Test
  void theSeedDecidesWhichAreHeldOut() {
    int[] first = labels(StratifiedSplit.of(images, 0.1, 1).heldOut()).toArray();
    assertThat(labels(StratifiedSplit.of(images, 0.1, 1).heldOut()).toArray()).isEqualTo(first);
    assertThat(labels(StratifiedSplit.of(images, 0.1, 2).heldOut()).toArray()).isNotEqualTo(first);
  }

  @Test
  void everyImageIsHeldOutInOneFold() {
    List<StratifiedSplit> folds =
        IntStream.range(0, 4).mapToObj(i -> StratifiedSplit.fold(images, i, 4, 42)).toList();
    assertThat(folds).hasSize(4);
    assertThat(folds).allSatisfy(fold -> assertThat(perClass(fold.heldOut())).containsOnly(250));
    assertThat(contents(folds.stream().map(StratifiedSplit::heldOut).toArray(ImageSet[]::new)))
        .isEqualTo(contents(images));
    assertThat(contents(folds.get(3).training(), folds.get(3).heldOut()))
        .isEqualTo(contents(images));
  }

  @Test
  void bothPartsNeedImages() {
    ImageSet few = images.select(0, 1, 2);
    assertThatThrownBy(() -> StratifiedSplit.of(few, 0.1, 42))
        .hasMessage("share 0.1 of 3 images: expected images on both sides");
    assertThatThrownBy(() -> StratifiedSplit.fold(few, 5, 7, 42))
        .hasMessage("7 folds of 3 images: expected images on both sides");
  }
}
