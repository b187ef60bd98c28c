package io.github.softmaxregression.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes in the ways in which files are damaged, by accident and on purpose. */
public final class Mutation {
  /** Where numbers overflow, and where text and numbers end. */
  private static final byte[] INTERESTING = {0, 1, -1, 127, -128, '"', '{', '[', '-', '9', 'E'};

  private final Random random;

  /** Damages in an order of its own for each seed. */
  public Mutation(long seed) {
    random = new Random(seed);
  }

  /** A damaged copy. */
  public byte[] of(byte[] sound) {
    byte[] bytes = sound.clone();
    for (int count = 1 + random.nextInt(4); count > 0 && bytes.length > 1; count--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    int start = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - start, 1 + random.nextInt(random.nextBoolean() ? 8 : 256));
    switch (random.nextInt(7)) {
      case 0 -> bytes[start] = (byte) random.nextInt();
      case 1 -> bytes[start] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[start] = INTERESTING[random.nextInt(INTERESTING.length)];
      case 3 -> Arrays.fill(bytes, start, start + Math.min(8, length), bytes[start]);
      case 4 -> { // one part over another
        int to = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes, start, bytes, to, length);
      }
      case 5 -> { // a part twice
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, start, longer, start + length, bytes.length - start);
        return longer;
      }
      default -> { // a part is missing, or all of the rest
        int end = random.nextInt(4) == 0 ? bytes.length : start + length;
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - start));
        System.arraycopy(bytes, end, shorter, start, bytes.length - end);
        return shorter;
      }
    }
    return bytes;
  }
}
