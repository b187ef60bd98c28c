package io.github.softmaxregression.web.http;

import java.time.Duration;

/**
 * Limits of a server, which refuses all beyond them at once.
 *
 * @param bytes of a request's body
 * @param pixels of a picture, height times width
 * @param batch pictures or images in a request
 * @param requests that are worked on at the same time
 * @param connections that are open at the same time
 * @param timeout for a request's head, again for its body, and again for its response to be read
 */
public record Limits(
    int bytes, long pixels, int batch, int requests, int connections, Duration timeout) {
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Suits pictures from a telephone and a few dozen clients. */
  public static final Limits DEFAULTS =
      new Limits(16 << 20, 24_000_000, 256, 128, 1024, Duration.ofSeconds(15));

  /** Refuses limits below 1, and a timeout beyond an hour. */
  public Limits {
    require("max-bytes", bytes);
    require("max-pixels", pixels);
    require("max-batch", batch);
    require("max-requests", requests);
    require("max-connections", connections);
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "--timeout %d: expected 1 to %d".formatted(timeout.toSeconds(), LONGEST.toSeconds()));
    }
  }

  private static void require(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("--%s %d: expected 1 or more".formatted(name, value));
    }
  }
}
