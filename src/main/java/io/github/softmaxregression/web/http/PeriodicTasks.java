package io.github.softmaxregression.web.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does things again and again, each in a thread of its own, whatever one of them throws. */
public final class PeriodicTasks implements AutoCloseable {
  private final List<ScheduledExecutorService> threads = new CopyOnWriteArrayList<>();
  private final Consumer<Throwable> warnings;

  /** Has nothing to do yet; warns of what a task throws. */
  public PeriodicTasks(Consumer<Throwable> warnings) {
    this.warnings = warnings;
  }

  /** Does something a second after it was done last. */
  public void everySecond(String name, Runnable task) {
    var thread = Executors.newSingleThreadScheduledExecutor(InferencePool.daemons(name));
    threads.add(thread);
    thread.scheduleWithFixedDelay(() -> run(task), 1, 1, TimeUnit.SECONDS);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // which would end the schedule for ever, and in silence
      warnings.accept(e);
    }
  }

  @Override
  public void close() {
    threads.forEach(ScheduledExecutorService::shutdownNow);
  }
}
