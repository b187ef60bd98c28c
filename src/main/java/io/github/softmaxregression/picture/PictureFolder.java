package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageDigest;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.StratifiedSplit;
import io.github.softmaxregression.data.memory.HostMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.datavec.api.records.reader.impl.collection.CollectionRecordReader;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads, with DataVec, pictures in folders that bear the names of their classes: either {@code
 * train/CLASS/...} and {@code test/CLASS/...}, or {@code CLASS/...}, of which a share of each class
 * is kept for testing. Each is decoded once, and rests as bytes.
 */
public final class PictureFolder implements DataSource {
  private static final int BATCH = 64;
  private static final int MOST_CLASSES = 256; // a label is a byte

  private final Path folder;
  private final Preparation preparation;
  private final double testFraction;
  private final long seed;
  private final PictureReader reader = new PictureReader();

  private StratifiedSplit split; // where there are no folders train and test

  /**
   * Takes the pictures in a folder; nothing is read yet.
   *
   * @param preparation how each becomes an image
   * @param testFraction share of each class's pictures that is kept for testing, as the seed has
   *     it, where the folder has no parts train and test
   */
  public PictureFolder(Path folder, Preparation preparation, double testFraction, long seed) {
    this.folder = folder;
    this.preparation = preparation;
    this.testFraction = testFraction;
    this.seed = seed;
  }

  /** Tells whether a folder has folders in it, as one of pictures by class does. */
  public static boolean isOne(Path folder) throws IOException {
    return Files.isDirectory(folder) && !subfolders(folder).isEmpty();
  }

  @Override
  public String location() {
    return folder.toString();
  }

  @Override
  public ImageSet train() throws IOException {
    ImageSet images = hasParts() ? read(folder.resolve("train")) : split().training();
    return ImageDigest.added("train", images);
  }

  @Override
  public ImageSet test() throws IOException {
    ImageSet images = hasParts() ? read(folder.resolve("test")) : split().heldOut();
    return ImageDigest.added("test", images);
  }

  private boolean hasParts() {
    return Files.isDirectory(folder.resolve("train")) && Files.isDirectory(folder.resolve("test"));
  }

  private synchronized StratifiedSplit split() throws IOException {
    if (split == null) {
      ImageSet all = read(folder);
      try {
        split = StratifiedSplit.of(all, testFraction, seed);
      } catch (IllegalArgumentException e) {
        String found = "too few pictures (" + e.getMessage() + ")";
        String expected = "some of each class to train with and some to test with";
        String next = "add pictures or change --test-fraction";
        throw new InvalidFileException(folder, found, expected, next);
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

  /**
   * Lists the pictures in a folder's folders.
   *
   * @return the pictures of each class, by name; the classes too, those without a picture as well
   */
  public static SortedMap<String, List<Path>> byClass(Path folder) throws IOException {
    SortedMap<String, List<Path>> files = new TreeMap<>();
    for (String className : subfolders(folder)) {
      try (Stream<Path> all = Files.list(folder.resolve(className))) {
        files.put(
            className,
            all.filter(Files::isRegularFile)
                .filter(PictureReader::isPicture)
                .map(Path::toUri)
                .sorted()
                .map(Path::of)
                .toList());
      }
    }
    return files;
  }

  /** Lists the classes of all parts, so that they have the same labels. */
  private List<String> classNames() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (String part : hasParts() ? List.of("train", "test") : List.of("")) {
      names.addAll(subfolders(folder.resolve(part)));
    }
    if (names.size() < 2 || names.size() > MOST_CLASSES) {
      String found = names.size() + " folders of pictures";
      String expected = "2 to " + MOST_CLASSES + ", one for each class";
      String next = "sort the pictures into folders that bear the names of their classes";
      throw new InvalidFileException(folder, found, expected, next);
    }
    return List.copyOf(names);
  }

  private ImageSet read(Path part) throws IOException {
    List<String> classNames = classNames();
    List<Path> files = byClass(part).values().stream().flatMap(List::stream).toList();
    if (files.isEmpty()) {
      throw new InvalidFileException(
          part, "no picture", "PNG, JPEG, GIF, BMP, TIFF or WebP files in folders", "add some");
    }
    int height = preparation.height();
    int width = preparation.width();
    byte[] pixels = new byte[Math.multiplyExact(files.size(), height * width)];
    byte[] labels = new byte[files.size()];
    fill(files, classNames, pixels, labels);
    return ImageSet.of(pixels, labels, height, width, classNames);
  }

  private void fill(List<Path> files, List<String> classNames, byte[] pixels, byte[] labels)
      throws IOException {
    ExecutorService readers = Executors.newFixedThreadPool(readers(), PictureFolder::daemon);
    try {
      List<Future<byte[]>> read = new ArrayList<>();
      for (Path file : files) {
        read.add(readers.submit(() -> reader.read(file, preparation).pixels()));
      }
      var records =
          new AbstractList<List<Writable>>() {
            @Override
            public List<Writable> get(int index) {
              return record(read.get(index), files.get(index), classNames);
            }

            @Override
            public int size() {
              return files.size();
            }
          };
      var source = new CollectionRecordReader(records); // takes one after the other
      var minibatches = new RecordReaderDataSetIterator(source, BATCH, 1, classNames.size());
      int length = pixels.length / labels.length;
      int index = 0;
      while (minibatches.hasNext()) {
        DataSet minibatch = minibatches.next();
        float[] values = HostMemory.rows(minibatch.getFeatures());
        for (int i = 0; i < values.length; i++) {
          pixels[index * length + i] = (byte) values[i];
        }
        for (int label : minibatch.getLabels().argMax(1).toIntVector()) {
          labels[index++] = (byte) label;
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      readers.shutdownNow();
    }
  }

  /** Reads as many pictures side by side as half of Java's memory holds of the largest. */
  private static int readers() {
    long inMemory = Runtime.getRuntime().maxMemory() / 2 / (8 * PictureReader.MOST_PIXELS);
    return (int) Math.max(1, Math.min(inMemory, Runtime.getRuntime().availableProcessors()));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "picture reader");
    thread.setDaemon(true); // does not outlive a program that was told to stop
    return thread;
  }

  /** Makes a record for DataVec: a picture's bytes [1, height · width], signed, and its label. */
  private static List<Writable> record(Future<byte[]> read, Path file, List<String> classNames) {
    try {
      byte[] pixels = Background.result(read);
      INDArray features = Nd4j.createFromArray(pixels).castTo(DataType.FLOAT);
      int label = classNames.indexOf(file.getParent().getFileName().toString());
      return List.of(
          new NDArrayWritable(features.reshape(1, pixels.length)), new IntWritable(label));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
