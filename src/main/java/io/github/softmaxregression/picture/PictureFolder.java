package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.IdxDataSet;
import io.github.softmaxregression.data.ImageDigest;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.StratifiedSplit;
import io.github.softmaxregression.data.memory.HostMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
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
 * Reads, with DataVec, pictures in folders that bear the names of their classes, as {@link
 * FolderLayout} finds them; where there are no parts, a share of each class is kept for testing.
 * Each is decoded once, and rests as bytes.
 */
public final class PictureFolder implements DataSource {
  private static final int BATCH = 64;

  private final Path folder;
  private final Preparation preparation;
  private final Share share;
  private final boolean skipsDamaged;
  private final Consumer<String> notices;
  private final PictureReader reader = new PictureReader();

  private FolderLayout layout;
  private StratifiedSplit split; // where there are no parts

  /**
   * The share of each class's pictures that is kept for testing where a folder has no parts.
   *
   * @param fraction more than 0, less than 1
   * @param seed decides which
   */
  public record Share(double fraction, long seed) {}

  /**
   * Takes the pictures in a folder; nothing is read yet.
   *
   * @param preparation how each becomes an image
   * @param skipsDamaged whether to go on without pictures that cannot be read
   * @param notices hears what is left out, and what may be a slip
   */
  public PictureFolder(
      Path folder,
      Preparation preparation,
      Share share,
      boolean skipsDamaged,
      Consumer<String> notices) {
    this.folder = folder;
    this.preparation = preparation;
    this.share = share;
    this.skipsDamaged = skipsDamaged;
    this.notices = notices;
  }

  /** Tells whether a folder has folders or pictures in it, and no IDX files. */
  public static boolean isOne(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && IdxDataSet.find(folder).isEmpty()
        && !(FolderLayout.folders(folder).isEmpty() && FolderLayout.loose(folder) == 0);
  }

  /**
   * Lists what is in a folder's folders.
   *
   * @return the files of each class, by name; of classes without a picture too
   */
  public static SortedMap<String, List<PictureTree>> byClass(Path folder) throws IOException {
    return FolderLayout.classes(folder, notice -> {});
  }

  @Override
  public String location() {
    return folder.toString();
  }

  @Override
  public ImageSet train() throws IOException {
    FolderLayout found = layout();
    ImageSet images = found.testing() == null ? split().training() : read(found.training());
    return ImageDigest.added("train", images);
  }

  @Override
  public ImageSet test() throws IOException {
    FolderLayout found = layout();
    ImageSet images = found.testing() == null ? split().heldOut() : read(found.testing());
    return ImageDigest.added("test", images);
  }

  private synchronized FolderLayout layout() throws IOException {
    if (layout == null) {
      layout = FolderLayout.of(folder, notices);
    }
    return layout;
  }

  private synchronized StratifiedSplit split() throws IOException {
    if (split == null) {
      ImageSet all = read(layout().training());
      try {
        split = StratifiedSplit.of(all, share.fraction, share.seed);
      } catch (IllegalArgumentException e) {
        String found = "too few pictures (" + e.getMessage() + ")";
        String expected = "some of each class to train with and some to test with";
        String next = "add pictures or change --test-fraction";
        throw new InvalidFileException(folder, found, expected, next);
      }
    }
    return split;
  }

  private ImageSet read(SortedMap<String, List<Path>> classes) throws IOException {
    List<String> classNames = layout().classNames();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    classes.forEach(
        (name, pictures) -> {
          files.addAll(pictures);
          labels.addAll(Collections.nCopies(pictures.size(), classNames.indexOf(name)));
        });
    List<byte[]> images = decoded(files);
    List<List<Writable>> records = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      if (images.get(i) != null) {
        records.add(record(images.get(i), labels.get(i)));
      }
    }
    for (int i = 0; i < classNames.size(); i++) {
      int from = labels.indexOf(i);
      int to = labels.lastIndexOf(i) + 1;
      if (from >= 0 && images.subList(from, to).stream().allMatch(Objects::isNull)) {
        notices.accept("class %s: no picture is left in it".formatted(classNames.get(i)));
      }
    }
    return images(records, classNames);
  }

  /** Decodes pictures side by side; null for each that is damaged and to be skipped. */
  private List<byte[]> decoded(List<Path> files) throws IOException {
    ExecutorService readers = Executors.newFixedThreadPool(readers(), PictureFolder::daemon);
    try {
      List<Future<byte[]>> reading = new ArrayList<>();
      for (Path file : files) {
        reading.add(readers.submit(() -> reader.read(file, preparation).pixels()));
      }
      List<byte[]> images = new ArrayList<>();
      List<IOException> damaged = new ArrayList<>();
      for (Future<byte[]> each : reading) {
        try {
          images.add(Background.result(each));
        } catch (IOException e) {
          damaged.add(e);
          images.add(null);
        }
      }
      if (!damaged.isEmpty() && !skipsDamaged || damaged.size() == files.size()) {
        throw new DamagedPicturesException(folder, damaged, files.size());
      }
      damaged.forEach(each -> notices.accept("left out, damaged: " + each.getMessage()));
      return images;
    } finally {
      readers.shutdownNow();
    }
  }

  /** Goes the way of DataVec: records, minibatches, a set of images. */
  private ImageSet images(List<List<Writable>> records, List<String> classNames) {
    int height = preparation.height();
    int width = preparation.width();
    byte[] pixels = new byte[Math.multiplyExact(records.size(), height * width)];
    byte[] labels = new byte[records.size()];
    var source = new CollectionRecordReader(records); // takes one after the other
    var minibatches = new RecordReaderDataSetIterator(source, BATCH, 1, classNames.size());
    int index = 0;
    while (minibatches.hasNext()) {
      DataSet minibatch = minibatches.next();
      float[] values = HostMemory.rows(minibatch.getFeatures());
      for (int i = 0; i < values.length; i++) {
        pixels[index * height * width + i] = (byte) values[i];
      }
      for (int label : minibatch.getLabels().argMax(1).toIntVector()) {
        labels[index++] = (byte) label;
      }
    }
    return ImageSet.of(pixels, labels, height, width, classNames);
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
  private static List<Writable> record(byte[] pixels, int label) {
    INDArray features = Nd4j.createFromArray(pixels).castTo(DataType.FLOAT);
    return List.of(new NDArrayWritable(features.reshape(1, pixels.length)), new IntWritable(label));
  }
}
