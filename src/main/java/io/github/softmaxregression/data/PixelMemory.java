package io.github.softmaxregression.data;

import java.nio.ByteBuffer;

/**
 * Memory for images at rest. Large sets lie outside Java's heap: the garbage collector would make
 * the heap, and the room it keeps for new objects, as many times larger as the set is.
 */
final class PixelMemory {
  private static final int LARGE = 1 << 20;

  private PixelMemory() {}

  static ByteBuffer allocate(int bytes) {
    return bytes < LARGE ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
  }
}
