package io.github.softmaxregression.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Nd4jThreadsTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @Test
  void theChaptersMinibatchIsOneThreadsWork() {
    assertThat(Nd4jThreads.fastestFor(256, 784, 10)).isEqualTo(1);
    assertThat(Nd4jThreads.fastestFor(16_384, 784, 10)).isEqualTo(1);
    assertThat(Nd4jThreads.fastestFor(1, 1, 2)).isEqualTo(1);
  }

  @Test
  void aVeryLargeMinibatchGetsMoreButNotMoreThanThereAreProcessors() {
    assertThat(Nd4jThreads.fastestFor(60_000, 784, 10)).isEqualTo(Math.min(2, PROCESSORS));
    assertThat(Nd4jThreads.fastestFor(10_000_000, 784, 10)).isEqualTo(Math.min(223, PROCESSORS));
    assertThat(Nd4jThreads.fastestFor(Integer.MAX_VALUE, 1 << 20, 1000)).isEqualTo(PROCESSORS);
  }
}
