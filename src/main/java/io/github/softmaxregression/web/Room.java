package io.github.softmaxregression.web;

import java.util.concurrent.atomic.AtomicLong;

/** A share of Java's memory for what strangers send, or do not take. */
final class Room {
  private final long bytes;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Some room.
   *
   * @param share that many of them would be all of the memory
   */
  Room(int share) {
    bytes = Runtime.getRuntime().maxMemory() / share;
  }

  /** Takes some, to be given back in any case; whether it was there. */
  boolean take(long size) {
    return taken.addAndGet(size) <= bytes;
  }

  void giveBack(long size) {
    taken.addAndGet(-size);
  }
}
