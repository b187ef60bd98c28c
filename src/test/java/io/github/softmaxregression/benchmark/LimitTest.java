package io.github.softmaxregression.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitTest {
  @Test
  void everyPartTakesTime() throws IOException {
    ImageSet images = FashionMnist.bundled().test().select(IntStream.range(0, 300).toArray());
    Limit limit = Limit.of(images);

    assertThat(limit.products()).isPositive();
    assertThat(limit.copying()).isPositive();
    assertThat(limit.converting()).isPositive();
  }

  @Test
  void threadsShareTheSumAsFarAsThereAreProcessors() {
    Limit limit = new Limit(1, 2, 4);
    int processors = Runtime.getRuntime().availableProcessors();

    assertThat(limit.seconds(1)).isEqualTo(7);
    assertThat(limit.seconds(processors)).isEqualTo(7.0 / processors, within(1e-9));
    assertThat(limit.seconds(10 * processors)).isEqualTo(limit.seconds(processors));
  }
}
