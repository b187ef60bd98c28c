package io.github.softmaxregression.model.fast;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Computes the shards of one minibatch after the other on several threads. Which thread computes a
 * shard changes nothing: results are returned in the order of the shards.
 *
 * <p>Never waits for a thread that another process has taken the processor from. A shard only reads
 * what is shared and writes what its thread owns, so that two may compute the same one: when the
 * others take longer than the calling thread has taken for its own, it computes theirs too, and
 * what comes first counts. Between two minibatches a thread looks out for the next for a moment,
 * then gives its processor back; after a second without work it ends.
 *
 * @param <T> memory that each thread owns
 * @param <R> what comes out of a shard
 */
final class Shards<T, R> implements AutoCloseable {
  private static final long LOOK_OUT = 300_000; // ns: some times what an update takes
  private static final int SLEEP = 8; // minibatches: to wake a thread costs as much as a shard
  private static final long IDLE = TimeUnit.SECONDS.toNanos(1);

  /** Computes one shard, in memory that the calling thread owns. */
  interface Work<T, R> {
    R compute(int shard, T own);
  }

  private final Supplier<T> maker;
  private final T own; // of the calling thread
  private final List<Helper> helpers =
      new ArrayList<>(); // the calling thread's, as is what follows
  private volatile Round<T, R> round; // the minibatch under work, or the last one
  private volatile boolean closed;
  private int alone; // minibatches in a row that began while a helper slept

  Shards(Supplier<T> maker) {
    this.maker = maker;
    this.own = maker.get();
  }

  /** Keeps the shards of one minibatch: which of them are taken, and what came out. */
  private record Round<T, R>(Work<T, R> work, AtomicInteger next, AtomicReferenceArray<R> results) {
    /** Computes every shard that no thread has taken yet; counts them. */
    int computeAll(T own) {
      int computed = 0;
      for (int i = next.getAndIncrement(); i < results.length(); i = next.getAndIncrement()) {
        compute(i, own);
        computed++;
      }
      return computed;
    }

    void compute(int shard, T own) {
      results.compareAndSet(shard, null, work.compute(shard, own));
    }
  }

  /**
   * Computes all shards of a minibatch; one thread at a time may call it.
   *
   * @param count of shards, 1 or more
   * @param threads how many may work, the calling one included
   * @return what came out, in the order of the shards: valid until the next call
   */
  List<R> compute(int count, int threads, Work<T, R> work) {
    if (count == 1) {
      return List.of(work.compute(0, own)); // not worth waking anybody
    }
    Round<T, R> now = new Round<>(work, new AtomicInteger(), new AtomicReferenceArray<>(count));
    round = now;
    wake(Math.min(threads, count) - 1);
    long begin = System.nanoTime();
    long patience = now.computeAll(own) == 0 ? 0 : System.nanoTime() - begin;
    List<R> results = new ArrayList<>(count);
    for (int shard = 0; shard < count; shard++) {
      long end = System.nanoTime() + patience;
      while (now.results.get(shard) == null && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      if (now.results.get(shard) == null) {
        now.compute(shard, own);
      }
      results.add(now.results.get(shard));
    }
    return results;
  }

  private void wake(int wanted) {
    helpers.removeIf(helper -> helper.ended);
    while (helpers.size() < wanted) {
      Helper helper = new Helper();
      helpers.add(helper);
      helper.start();
    }
    if (helpers.stream().noneMatch(helper -> helper.asleep)) {
      alone = 0;
    } else if (++alone % SLEEP == 0) {
      helpers.forEach(LockSupport::unpark);
    }
  }

  /** Computes shards of every minibatch that comes. */
  private final class Helper extends Thread {
    private volatile boolean asleep;
    private volatile boolean ended;

    Helper() {
      super("shards");
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        T mine = maker.get();
        Round<T, R> now = null;
        while ((now = after(now)) != null) {
          now.computeAll(mine);
        }
      } catch (RuntimeException e) {
        // Leaves the shard to the calling thread, which meets the same and throws it.
      } finally {
        ended = true;
      }
    }

    /** Waits for another minibatch than the last; null if none comes. */
    private Round<T, R> after(Round<T, R> last) {
      long begin = System.nanoTime();
      while (round == last && !closed && System.nanoTime() - begin < IDLE) {
        asleep = System.nanoTime() - begin > LOOK_OUT;
        if (!asleep) {
          Thread.onSpinWait();
        } else if (round == last && !closed) { // nothing came before it was known to be asleep
          LockSupport.parkNanos(this, IDLE);
        }
      }
      asleep = false;
      return closed || round == last ? null : round;
    }
  }

  /** Ends the other threads, each of which finishes the shard it is at. */
  @Override
  public void close() {
    closed = true;
    for (Helper helper : helpers) {
      LockSupport.unpark(helper);
      while (!helper.ended) {
        Thread.onSpinWait();
      }
    }
  }
}
