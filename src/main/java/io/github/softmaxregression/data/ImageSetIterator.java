package io.github.softmaxregression.data;

import io.github.softmaxregression.data.memory.MinibatchBuffers;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Minibatches of an {@link ImageSet}: features float32 in [0, 1], labels one-hot [b, classes]. The
 * last minibatch of a pass is short where the batch size does not divide the number of images.
 *
 * <p>A shuffled iterator has another order in each pass (epoch). The order is a function of the
 * seed and the number of the pass alone, so that the same seed gives the same passes again. {@link
 * #reset} begins the next pass; on a pass that has not begun yet it does nothing. Of a large set a
 * part is in memory and shuffled at a time, see {@link Windows}.
 *
 * <p>Not thread-safe: one thread reads it, be it that of Deeplearning4j's own prefetching.
 */
public final class ImageSetIterator implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  /** How the features of a minibatch of b images are laid out. */
  public enum Layout {
    /** [b, height * width] */
    FLAT,
    /** [b, 1, height, width] */
    IMAGES
  }

  private final transient ImageSet images;
  private final int batchSize;
  private final Layout layout;
  private final Long seed; // null to leave images in their order
  private boolean inParts;

  private final transient Windows windows; // null for a set that is shuffled as a whole
  private transient Window window; // what is drawn from, or was drawn from last
  private int pass;
  private int position;
  private DataSetPreProcessor preProcessor;

  /** Draws from windows of a part of the images, or, for null, from all. */
  ImageSetIterator(ImageSet images, int batchSize, Layout layout, Long seed, Windows windows) {
    this.images = images;
    this.batchSize = batchSize;
    this.layout = layout;
    this.seed = seed;
    this.windows = windows;
  }

  private static ImageSetIterator of(ImageSet images, int batchSize, Long seed) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size " + batchSize + ": expected 1 or more");
    }
    Windows windows = images.isLarge() ? Windows.of(images, batchSize, seed) : null;
    return new ImageSetIterator(images, batchSize, Layout.FLAT, seed, windows);
  }

  /** For training: flat features, in a new order for each pass. */
  public static ImageSetIterator shuffled(ImageSet images, int batchSize, long seed) {
    return of(images, batchSize, seed);
  }

  /** For testing: flat features, in the order of the files. */
  public static ImageSetIterator inOrder(ImageSet images, int batchSize) {
    return of(images, batchSize, null);
  }

  /** An iterator like this one, at its first pass, with another layout of the features. */
  public ImageSetIterator withLayout(Layout newLayout) {
    Windows own = windows == null ? null : windows.another();
    return new ImageSetIterator(images, batchSize, newLayout, seed, own);
  }

  /** An iterator like this one, at some minibatch of some pass, both counted from 0. */
  public ImageSetIterator startingAt(int newPass, int minibatch) {
    ImageSetIterator iterator = withLayout(layout);
    iterator.preProcessor = preProcessor;
    iterator.inParts = inParts;
    iterator.pass = newPass;
    iterator.position = (int) Math.min(images.size(), (long) minibatch * batchSize);
    return iterator;
  }

  /**
   * Makes the features of each minibatch only when they are asked for, as a whole or in parts: see
   * {@link ImageMinibatch}. Flat features, with a {@link TrainingPreProcessor} at most.
   */
  public ImageSetIterator inParts() {
    inParts = true;
    return this;
  }

  /** Returns what the next image is drawn from. */
  private Window window() {
    if (window == null || !window.holds(pass, position)) {
      window = windows == null ? Window.ofAll(images, seed, pass) : windows.at(pass, position);
    }
    return window;
  }

  @Override
  public boolean hasNext() {
    return position < images.size();
  }

  @Override
  public DataSet next() {
    return next(batchSize);
  }

  /**
   * The next {@code count} examples, or as many as are left of the pass or of a window.
   *
   * @throws NoSuchElementException if none is left
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  @Override
  public DataSet next(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("next(" + count + "): expected 1 or more examples");
    }
    if (!hasNext()) {
      throw new NoSuchElementException(
          "all " + images.size() + " images of this pass were read; reset() begins the next");
    }
    return inParts ? nextInParts(count) : next(count, newBuffers());
  }

  private ImageMinibatch nextInParts(int count) {
    Window from = window();
    int start = position - from.first();
    int[] indices = Arrays.copyOfRange(from.order(), start, start + from.left(position, count));
    long number = (long) pass * minibatches() + position / batchSize;
    position += indices.length;
    return new ImageMinibatch(from.images(), indices, (TrainingPreProcessor) preProcessor, number);
  }

  /** Returns the next minibatch in arrays that may have held an earlier one. */
  public DataSet next(MinibatchBuffers buffers) {
    return next(batchSize, buffers);
  }

  private DataSet next(int count, MinibatchBuffers buffers) {
    Window from = window();
    int rows = from.left(position, count);
    DataSet batch = buffers.fill(from.images(), from.order(), position - from.first(), rows);
    batch.setLabelNames(images.classNames());
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    position += rows;
    return batch;
  }

  /** Makes arrays for {@link #next(MinibatchBuffers)}. */
  public MinibatchBuffers newBuffers() {
    return layout == Layout.FLAT
        ? new MinibatchBuffers(totalOutcomes(), images.pixelsPerImage())
        : new MinibatchBuffers(totalOutcomes(), 1, images.height(), images.width());
  }

  /** How many minibatches a pass has, the short one included. */
  public int minibatches() {
    return (int) (((long) images.size() + batchSize - 1) / batchSize);
  }

  @Override
  public void reset() {
    if (position == 0) {
      return; // Deeplearning4j resets more than once between two passes.
    }
    position = 0;
    pass++;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return true;
  }

  @Override
  public int batch() {
    return batchSize;
  }

  /** Features of one example: height * width. */
  @Override
  public int inputColumns() {
    return images.pixelsPerImage();
  }

  /** The number of classes. */
  @Override
  public int totalOutcomes() {
    return images.classNames().size();
  }

  /** The class names in label order. */
  @Override
  public List<String> getLabels() {
    return images.classNames();
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    throw new NotSerializableException(
        "ImageSetIterator: make one from the images where it is needed");
  }
}
