package io.github.softmaxregression.data;

import io.github.softmaxregression.data.memory.HostMemory;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Labelled grey images at rest: one unsigned byte for each pixel, one for each label.
 *
 * <p>Immutable. float32 is made for one minibatch at a time, by {@link ImageSetIterator}.
 */
public final class ImageSet {
  private final Pixels pixels; // of [n, height, width]
  private final byte[] labels; // [n]
  private final int height;
  private final int width;
  private final List<String> classNames;
  private final Sha256.OfFiles digests;
  private final int white; // what a byte of 255 is among features

  private ImageSet(
      Pixels pixels,
      byte[] labels,
      int height,
      int width,
      List<String> classNames,
      Sha256.OfFiles digests,
      int white) {
    this.pixels = pixels;
    this.labels = labels;
    this.height = height;
    this.width = width;
    this.classNames = List.copyOf(classNames);
    this.digests = digests;
    this.white = white;
  }

  /**
   * Images made in memory; both arrays are copied.
   *
   * @param pixels [n, height, width] in row-major order, 0 (black) to 255 (white)
   * @param labels [n], each an index into {@code classNames}
   * @throws IllegalArgumentException if the sizes do not fit or a label has no name
   */
  public static ImageSet of(
      byte[] pixels, byte[] labels, int height, int width, List<String> classNames) {
    if (height < 1 || width < 1 || pixels.length != (long) labels.length * height * width) {
      throw new IllegalArgumentException(
          "%d pixels for %d labels of %d x %d images"
              .formatted(pixels.length, labels.length, height, width));
    }
    for (byte label : labels) {
      if ((label & 0xff) >= classNames.size()) {
        throw new IllegalArgumentException(
            "label %d with %d class names".formatted(label & 0xff, classNames.size()));
      }
    }
    ByteBuffer copy = HostMemory.allocate(pixels.length).put(pixels).flip();
    Pixels all = Pixels.in(copy, height * width);
    return new ImageSet(all, labels.clone(), height, width, classNames, Sha256.OfFiles.NONE, 1);
  }

  /**
   * Joins images and labels just read, as many of one as of the other; no image is copied.
   *
   * @throws InvalidFileException if a label has no name
   */
  static ImageSet of(IdxFile images, IdxFile labels, List<String> classNames)
      throws InvalidFileException {
    int[] shape = images.shape(); // [n, height, width]
    Pixels pixels = Pixels.in(images.data(), shape[1] * shape[2]);
    return of(pixels, shape, labels, classNames, Map.of(images.fileName(), images::sha256));
  }

  /** Joins likewise images that may lie in a file, of a shape [n, height, width]. */
  static ImageSet of(
      Pixels pixels,
      int[] shape,
      IdxFile labels,
      List<String> classNames,
      Map<String, Supplier<String>> sha256)
      throws InvalidFileException {
    byte[] labelBytes = new byte[labels.data().limit()];
    labels.data().get(0, labelBytes);
    for (int i = 0; i < labelBytes.length; i++) {
      int label = labelBytes[i] & 0xff;
      if (label >= classNames.size()) {
        throw IdxProblem.label(labels.name(), label, i, classNames.size());
      }
    }
    Map<String, Supplier<String>> files = new HashMap<>(sha256);
    files.put(labels.fileName(), labels::sha256);
    Sha256.OfFiles digests = new Sha256.OfFiles(files);
    return new ImageSet(pixels, labelBytes, shape[1], shape[2], classNames, digests, 1);
  }

  /** The number of images, n. */
  public int size() {
    return labels.length;
  }

  /** Rows of an image. */
  public int height() {
    return height;
  }

  /** Columns of an image. */
  public int width() {
    return width;
  }

  /** Pixels of an image: the number of features of an example. */
  public int pixelsPerImage() {
    return height * width;
  }

  /** The name of each class, in label order. */
  public List<String> classNames() {
    return classNames;
  }

  /** The label of image {@code index}: its class as an index into {@link #classNames()}. */
  public int label(int index) {
    return labels[index] & 0xff;
  }

  /** Whether they are too many to be shuffled as a whole. */
  boolean isLarge() {
    return (long) size() * pixelsPerImage() > Pixels.LARGE;
  }

  /** A copy of image {@code index}: [height * width] unsigned bytes in row-major order. */
  public byte[] image(int index) {
    byte[] copy = new byte[pixelsPerImage()];
    copyPixels(index, ByteBuffer.wrap(copy), 0);
    return copy;
  }

  /** The mean image [height * width], as features. */
  public float[] mean() {
    return MeanImage.of(pixels, size(), pixelsPerImage(), white);
  }

  /**
   * The images at the given indices, in that order, as a set of their own without digests: a copy,
   * or, where that would be large, a list of indices of these.
   */
  public ImageSet select(int... indices) {
    byte[] chosenLabels = new byte[indices.length];
    for (int i = 0; i < indices.length; i++) {
      chosenLabels[i] = labels[indices[i]];
    }
    Pixels chosen = new Selection(pixels, indices.clone(), pixelsPerImage());
    if ((long) indices.length * pixelsPerImage() > Pixels.LARGE) {
      return with(chosen, chosenLabels);
    }
    ByteBuffer copy = HostMemory.allocate(indices.length * pixelsPerImage());
    chosen.copy(0, indices.length, copy, 0);
    return with(Pixels.in(copy, pixelsPerImage()), chosenLabels);
  }

  /** Other images of the same kind, without digests. */
  ImageSet with(Pixels others, byte[] newLabels) {
    return new ImageSet(others, newLabels, height, width, classNames, Sha256.OfFiles.NONE, white);
  }

  /**
   * The same images in another size, in memory: see {@link Resampling}.
   *
   * @param newHeight rows, 1 or more
   * @param newWidth columns, 1 or more
   * @throws IllegalArgumentException if a size is below 1 or the images would not fit one array
   */
  public ImageSet resized(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    ByteBuffer resampled = Resampling.resize(pixels, size(), height, width, newHeight, newWidth);
    Pixels all = Pixels.in(resampled, newHeight * newWidth);
    return new ImageSet(all, labels, newHeight, newWidth, classNames, digests, white);
  }

  /** The same images, or the first of them, with other labels, or names for them; not a copy. */
  public ImageSet withLabels(byte[] newLabels, List<String> names) {
    return new ImageSet(pixels, newLabels, height, width, names, digests, white);
  }

  /** The same images with features from 0 to {@code white}, where they are from 0 to 1 else. */
  public ImageSet withWhite(int newWhite) {
    return new ImageSet(pixels, labels, height, width, classNames, digests, newWhite);
  }

  /** The same images, known by other digests. */
  ImageSet withDigests(Sha256.OfFiles others) {
    return new ImageSet(pixels, labels, height, width, classNames, others, white);
  }

  /** What the largest byte, 255, is among the features. */
  public int white() {
    return white;
  }

  /** SHA-256 of each uncompressed file the set was read from, by file name; empty if none. */
  public SortedMap<String, String> digests() {
    return digests.byName();
  }

  /** Puts the [height * width] bytes of image {@code index} into a buffer, from a position on. */
  public void copyPixels(int index, ByteBuffer target, int position) {
    pixels.copy(index, 1, target, position);
  }

  /**
   * Requires that images that lie in a file are still the ones that they were.
   *
   * @throws UncheckedIOException if the file was changed or removed
   */
  void requireUnchanged() {
    pixels.requireUnchanged();
  }

  /** Puts likewise {@code count} images, from one on. */
  void copyPixels(int first, int count, ByteBuffer target, int position) {
    pixels.copy(first, count, target, position);
  }
}
