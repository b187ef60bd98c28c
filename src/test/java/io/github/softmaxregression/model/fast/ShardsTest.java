package io.github.softmaxregression.model.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ShardsTest {
  /** Sums in memory of the thread's own, which every shard begins by clearing. */
  private static long sum(long[] own, int round, int shard) {
    own[0] = 0;
    for (int i = 0; i < 1000; i++) {
      own[0] += (long) round * shard + i;
    }
    return own[0];
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,4", "2,1", "2,2", "2,4", "7,3", "16,2", "16,8"})
  void resultsComeInTheOrderOfTheShards(int count, int threads) {
    try (Shards<long[], Long> shards = new Shards<>(() -> new long[1])) {
      for (int round = 0; round < 2000; round++) {
        int now = round;
        List<Long> found = shards.compute(count, threads, (shard, own) -> sum(own, now, shard));
        List<Long> expected =
            IntStream.range(0, count).mapToObj(shard -> sum(new long[1], now, shard)).toList();
        assertThat(found).isEqualTo(expected);
      }
    }
  }

  /** As when another process has taken the processor: a thread does not get on with its shard. */
  @Test
  void nobodyWaitsForAThreadThatDoesNotGetOn() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    AtomicInteger repeated = new AtomicInteger();
    try (Shards<long[], String> shards = new Shards<>(() -> new long[1])) {
      List<String> found =
          shards.compute(
              2,
              2,
              (shard, own) -> {
                if (Thread.currentThread() != caller) {
                  stuck.countDown();
                  await(goOn);
                  return "late";
                }
                await(stuck); // both have a shard now
                repeated.incrementAndGet();
                return "shard " + shard;
              });
      assertThat(found).containsExactly("shard 0", "shard 1");
      assertThat(repeated).hasValue(2);

      List<String> next = shards.compute(3, 2, (shard, own) -> "next " + shard);
      goOn.countDown();
      assertThat(next).containsExactly("next 0", "next 1", "next 2");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAShardThrowsReachesTheCaller() {
    try (Shards<long[], String> shards = new Shards<>(() -> new long[1])) {
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(
                () ->
                    shards.compute(
                        4,
                        3,
                        (shard, own) -> {
                          throw new IllegalArgumentException("no such shape");
                        }))
            .hasMessage("no such shape");
      }
      assertThat(shards.compute(4, 3, (shard, own) -> "well")).hasSize(4);
    }
  }
}
