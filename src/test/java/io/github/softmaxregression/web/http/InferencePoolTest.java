package io.github.softmaxregression.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Work that does not come back, and tasks that throw. */
class InferencePoolTest {
  private static void late(InferencePool pool, CountDownLatch end) {
    assertThatThrownBy(
            () ->
                pool.call(
                    () -> {
                      boolean ended = false;
                      while (!ended) {
                        try {
                          end.await();
                          ended = true;
                        } catch (InterruptedException e) { // nothing stops it
                          continue;
                        }
                      }
                      return null;
                    }))
        .isInstanceOf(HttpProblem.class)
        .hasMessageStartingWith("no answer within ");
  }

  /** As many again may be late: then nothing is promised any more, until they come back. */
  @Test
  void workersThatAreLateAreReplacedWhileTheyAreFew() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (InferencePool pool = new InferencePool(Duration.ofMillis(200))) {
      int late = 0;
      while (pool.isReady()) {
        assertThat(pool.late()).isEqualTo(late);
        if (late < Runtime.getRuntime().availableProcessors()) {
          assertThat(pool.call(() -> "done")).isEqualTo("done");
        }
        late(pool, end);
        late++;
        assertThat(late).isLessThan(20);
      }
      end.countDown();
      Await.until("late workers come back", () -> pool.late() == 0);
      assertThat(pool.isReady()).isTrue();
      assertThat(pool.call(() -> "again")).isEqualTo("again");
    }
  }

  @Test
  void whatATaskThrowsEndsNoSchedule() throws InterruptedException {
    List<Throwable> warnings = new CopyOnWriteArrayList<>();
    CountDownLatch twice = new CountDownLatch(2);
    try (PeriodicTasks tasks = new PeriodicTasks(warnings::add)) {
      tasks.everySecond(
          "endless",
          () -> {
            Thread.onSpinWait();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      tasks.everySecond(
          "failing",
          () -> {
            twice.countDown();
            throw new NoClassDefFoundError("a");
          });
      Await.until("the task runs twice", () -> twice.getCount() == 0);
    }
    assertThat(warnings)
        .hasSizeGreaterThanOrEqualTo(1)
        .hasOnlyElementsOfType(NoClassDefFoundError.class);
  }
}
