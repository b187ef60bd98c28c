package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.HostMemory;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.StratifiedSplit;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.image.recordreader.ImageRecordReader;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Pictures in folders that bear the names of their classes, read with DataVec: either {@code
 * train/CLASS/...} and {@code test/CLASS/...}, or {@code CLASS/...}, of which a share of each class
 * is kept for testing. Each is decoded once, and rests as bytes.
 */
public final class PictureFolder implements DataSource {
  private static final int BATCH = 64;
  private static final int MOST_CLASSES = 256; // a label is a byte

  private final Path folder;
  private final int height;
  private final int width;
  private final double testFraction;
  private final long seed;

  private StratifiedSplit split; // where there are no folders train and test

  /**
   * The pictures in a folder; nothing is read yet.
   *
   * @param height rows of an image
   * @param width columns of an image
   * @param testFraction share of each class's pictures that is kept for testing, where the folder
   *     has no parts train and test
   * @param seed decides which
   */
  public PictureFolder(Path folder, int height, int width, double testFraction, long seed) {
    this.folder = folder;
    this.height = height;
    this.width = width;
    this.testFraction = testFraction;
    this.seed = seed;
  }

  /** Whether a folder has folders in it, as one of pictures by class does. */
  public static boolean isOne(Path folder) throws IOException {
    return Files.isDirectory(folder) && !subfolders(folder).isEmpty();
  }

  @Override
  public String location() {
    return folder.toString();
  }

  @Override
  public ImageSet train() throws IOException {
    return hasParts() ? read(folder.resolve("train"), "train") : split().rest().withDigest("train");
  }

  @Override
  public ImageSet test() throws IOException {
    return hasParts() ? read(folder.resolve("test"), "test") : split().heldOut().withDigest("test");
  }

  private boolean hasParts() {
    return Files.isDirectory(folder.resolve("train")) && Files.isDirectory(folder.resolve("test"));
  }

  private synchronized StratifiedSplit split() throws IOException {
    if (split == null) {
      ImageSet all = read(folder, "all");
      try {
        split = StratifiedSplit.of(all, testFraction, seed);
      } catch (IllegalArgumentException e) {
        throw new InvalidFileException(
            folder,
            "too few pictures (" + e.getMessage() + ")",
            "some of each class to train with and some to test with",
            "add pictures or change --test-fraction");
      }
    }
    return split;
  }

  private static List<String> subfolders(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** Of all parts, so that they have the same labels. */
  private List<String> classNames() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    if (hasParts()) {
      names.addAll(subfolders(folder.resolve("train")));
      names.addAll(subfolders(folder.resolve("test")));
    } else {
      names.addAll(subfolders(folder));
    }
    if (names.size() < 2 || names.size() > MOST_CLASSES) {
      throw new InvalidFileException(
          folder,
          names.size() + " folders of pictures",
          "2 to " + MOST_CLASSES + ", one for each class",
          "sort the pictures into folders that bear the names of their classes");
    }
    return List.copyOf(names);
  }

  private ImageSet read(Path part, String name) throws IOException {
    List<String> classNames = classNames();
    List<URI> files = new ArrayList<>();
    for (String className : subfolders(part)) {
      try (Stream<Path> all = Files.list(part.resolve(className))) {
        all.filter(Files::isRegularFile)
            .filter(PictureReader::isPicture)
            .map(Path::toUri)
            .sorted()
            .forEach(files::add);
      }
    }
    if (files.isEmpty()) {
      throw new InvalidFileException(
          part, "no picture", "PNG, JPEG, GIF, BMP, TIFF or WebP files in folders", "add some");
    }
    byte[] pixels = new byte[Math.multiplyExact(files.size(), height * width)];
    byte[] labels = new byte[files.size()];
    fill(files, classNames, pixels, labels);
    return ImageSet.of(pixels, labels, height, width, classNames).withDigest(name);
  }

  private void fill(List<URI> files, List<String> classNames, byte[] pixels, byte[] labels)
      throws IOException {
    try (Reader reader = new Reader(height, width)) {
      reader.initialize(new CollectionInputSplit(files));
      reader.setLabels(classNames);
      var minibatches = new RecordReaderDataSetIterator(reader, BATCH, 1, classNames.size());
      int index = 0;
      while (minibatches.hasNext()) {
        DataSet minibatch = minibatches.next();
        float[] values = HostMemory.rows(minibatch.getFeatures());
        for (int i = 0; i < values.length; i++) {
          pixels[index * height * width + i] = (byte) Math.round(values[i]);
        }
        for (int label : HostMemory.largestInRows(minibatch.getLabels())) {
          labels[index++] = (byte) label;
        }
      }
    } catch (RuntimeException e) { // DataVec wraps what the loader throws
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** DataVec's reader with this program's loader, in place of one that needs OpenCV. */
  private static final class Reader extends ImageRecordReader {
    private static final long serialVersionUID = 1L;

    Reader(int height, int width) {
      super(height, width, 1, new ParentPathLabelGenerator());
      imageLoader = new PictureLoader(height, width);
    }

    /** The label's folder, from names with any characters. */
    @Override
    public String getLabel(String path) {
      return new File(path).getParentFile().getName();
    }
  }
}
