package io.github.softmaxregression.data;

import io.github.softmaxregression.data.memory.HostMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Passes over more images than lie in memory: a window of them at a time, the next of which a
 * background thread reads while the last is learned from.
 *
 * <p>The set is cut into blocks of neighbours, its blocks into as many stretches as a window has
 * blocks. A window takes one block of each stretch, by chance, and is shuffled: so it looks like
 * the whole set, however that is sorted. The order of a pass is a function of the seed and its
 * number, as {@link ImageSetIterator} says.
 *
 * <p>Two buffers take turns. Whoever still reads a minibatch of the window before finds other
 * images there, never memory that is gone.
 */
final class Windows {
  private static final int SHUFFLED_BYTES = 48 << 20; // of a window, at most
  private static final int ORDERED_BYTES = 6 << 20; // the same, where nothing is shuffled
  private static final int BLOCKS = 256; // in a window

  private final ImageSet images;
  private final int batchSize;
  private final int batches; // in a window, at most
  private final int blocks; // in a window
  private final Long seed; // null to leave images in their order
  private final int size; // images in a window, but for the last of a pass
  private final int block; // images in a block, but for the last of the set
  private ByteBuffer free; // what may be filled; null before the first window
  private ByteBuffer lent;
  private Background<Window> ahead; // null before the first window

  /** Is a run of neighbours in the set, a block or a part of one. */
  private record Piece(int start, int count) {}

  /**
   * Prepares for minibatches of a size, which windows do not cut; nothing is read yet.
   *
   * @param seed null to leave images in their order
   */
  static Windows of(ImageSet images, int batchSize, Long seed) {
    int bytes = seed == null ? ORDERED_BYTES : SHUFFLED_BYTES;
    int batches = Math.max(1, bytes / images.pixelsPerImage() / batchSize);
    long size = (long) batches * batchSize;
    if (size * images.pixelsPerImage() > IdxFile.LARGEST && size < images.size()) {
      String problem = "minibatches of %,d images: expected less than 2 GiB; ask for smaller ones";
      throw new UncheckedIOException(new IOException(problem.formatted(batchSize)));
    }
    return new Windows(images, batchSize, batches, BLOCKS, seed);
  }

  /** Prepares for windows of so many minibatches at most, equal but for the last of a pass. */
  Windows(ImageSet images, int batchSize, int batches, int blocks, Long seed) {
    long all = (images.size() - 1L) / batchSize + 1;
    long windows = (all - 1) / batches + 1;
    this.images = images;
    this.batchSize = batchSize;
    this.batches = batches;
    this.blocks = blocks;
    this.seed = seed;
    this.size = (int) Math.min(images.size(), ((all - 1) / windows + 1) * batchSize);
    this.block = Math.max(1, size / blocks);
  }

  /** Windows like these, of which nothing is read yet. */
  Windows another() {
    return new Windows(images, batchSize, batches, blocks, seed);
  }

  /** Returns the window that holds a position of a pass, and has the one after it read. */
  Window at(int pass, int position) {
    Window window = ahead == null ? null : finished(ahead);
    if (window == null || !window.holds(pass, position)) {
      window = read(pass, position / size * size);
    }
    ByteBuffer filled = free;
    free = lent;
    lent = filled;
    boolean last = window.end() == images.size();
    int nextPass = last ? pass + 1 : pass;
    int next = last ? 0 : window.end();
    ahead = Background.start("images", () -> read(nextPass, next));
    return window;
  }

  private static Window finished(Background<Window> window) {
    try {
      return window.result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the window that begins at a position of a pass into the free buffer. */
  private Window read(int pass, int first) {
    int count = Math.min(size, images.size() - first);
    int bytes = images.pixelsPerImage();
    if (free == null) {
      free = HostMemory.allocate(Math.multiplyExact(size, bytes));
    }
    SplittableRandom random = Window.random(seed, pass);
    byte[] labels = new byte[count];
    int done = 0;
    for (Piece piece : pieces(blocks(random), first, count)) {
      images.copyPixels(piece.start, piece.count, free, done * bytes);
      for (int i = 0; i < piece.count; i++) {
        labels[done + i] = (byte) images.label(piece.start + i);
      }
      done += piece.count;
    }
    images.requireUnchanged();
    SplittableRandom own = random == null ? null : new SplittableRandom(random.nextLong() + first);
    ImageSet window = images.with(Pixels.in(free, bytes), labels);
    return new Window(window, Window.order(count, own), pass, first);
  }

  /**
   * Draws the order of blocks in a pass: round by round, one of each stretch, and the stretches in
   * another order in each round, for the sake of a window that ends in the middle of one.
   */
  private int[] blocks(SplittableRandom random) {
    int count = (images.size() - 1) / block + 1;
    if (random == null) {
      return Window.order(count, null);
    }
    int rounds = (images.size() - 1) / size + 1; // as many as blocks in a stretch
    int stretches = (count - 1) / rounds + 1;
    int[][] drawn = new int[stretches][];
    for (int i = 0; i < stretches; i++) {
      drawn[i] = Window.order(rounds, random);
    }
    IntStream.Builder blocks = IntStream.builder();
    for (int round = 0; round < rounds; round++) {
      for (int stretch : Window.order(stretches, random)) {
        blocks.add(stretch * rounds + drawn[stretch][round]);
      }
    }
    return blocks.build().filter(number -> number < count).toArray(); // the last may be short
  }

  /** Cuts so many images out of a sequence of blocks, in the order in which they lie in the set. */
  private List<Piece> pieces(int[] blocks, int first, int count) {
    List<Piece> pieces = new ArrayList<>();
    int position = 0; // in the sequence
    for (int number : blocks) {
      int start = number * block;
      int end = position + Math.min(block, images.size() - start);
      int from = Math.max(position, first);
      int to = Math.min(end, first + count);
      if (from < to) {
        pieces.add(new Piece(start + from - position, to - from));
      }
      position = end;
    }
    pieces.sort(Comparator.comparingInt(Piece::start));
    return pieces;
  }
}
