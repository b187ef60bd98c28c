package io.github.softmaxregression.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * IDX files for DataVec's pipelines: a record for each image, of an array [1, 1, height, width]
 * with values from 0 to 255, and its label. To be initialized with a split of two locations, the
 * images' file and the labels', plain or gzip; for {@code RecordReaderDataSetIterator} the label's
 * index is 1.
 */
public final class IdxRecordReader extends BaseRecordReader {
  private static final long serialVersionUID = 1L;

  private transient Configuration configuration = new Configuration();
  private transient URI location;
  private transient ImageSet images;
  private transient int position;

  /**
   * Reads both files, and checks them to the last byte.
   *
   * @throws InvalidFileException if one is damaged or does not fit the other
   * @throws IllegalArgumentException if the split has not two locations
   */
  @Override
  public void initialize(InputSplit split) throws IOException {
    URI[] locations = split.locations();
    if (locations.length != 2) {
      throw new IllegalArgumentException(
          locations.length + " locations: expected two, of images and of labels");
    }
    inputSplit = split;
    location = locations[0];
    IdxFile pixels = read(locations[0], 3);
    IdxFile labels = read(locations[1], 1);
    if (pixels.shape()[0] != labels.shape()[0]) {
      throw new InvalidFileException(
          labels.name(),
          labels.shape()[0] + " labels",
          pixels.shape()[0] + " as there are images in " + pixels.name(),
          "take both files from the same copy of the data set");
    }
    int classes =
        1
            + IntStream.range(0, labels.data().limit())
                .map(i -> labels.data().get(i) & 0xff)
                .max()
                .orElse(0);
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    images = ImageSet.read(pixels, labels, names, Digests.none());
    reset();
  }

  @Override
  public void initialize(Configuration newConfiguration, InputSplit split) throws IOException {
    configuration = newConfiguration;
    initialize(split);
  }

  private static IdxFile read(URI uri, int dimensions) throws IOException {
    Path file = Path.of(uri);
    try (InputStream in = Files.newInputStream(file)) {
      return IdxFile.read(file.toString(), in, Files.size(file), dimensions);
    }
  }

  @Override
  public boolean hasNext() {
    return position < images.size();
  }

  @Override
  public List<Writable> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + images.size() + " records were read");
    }
    List<Writable> record = record(position++);
    invokeListeners(record);
    return record;
  }

  private List<Writable> record(int index) {
    byte[] bytes = images.image(index);
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return new ArrayList<>(
        List.of(
            new NDArrayWritable(
                Nd4j.createFromArray(values).reshape('c', 1, 1, images.height(), images.width())),
            new IntWritable(images.label(index))));
  }

  @Override
  public Record nextRecord() {
    int index = position;
    return new org.datavec.api.records.impl.Record(next(), metadata(index));
  }

  private RecordMetaData metadata(int index) {
    return new RecordMetaDataIndex(index, location, IdxRecordReader.class);
  }

  @Override
  public Record loadFromMetaData(RecordMetaData metadata) {
    int index = Math.toIntExact(((RecordMetaDataIndex) metadata).getIndex());
    return new org.datavec.api.records.impl.Record(record(index), metadata);
  }

  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> metadata) {
    return metadata.stream().map(this::loadFromMetaData).toList();
  }

  /** The labels as text, "0" the first. */
  @Override
  public List<String> getLabels() {
    return images.classNames();
  }

  @Override
  public void reset() {
    position = 0;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /** Not supported: two files make one sequence of records. */
  @Override
  public List<Writable> record(URI uri, DataInputStream in) {
    throw new UnsupportedOperationException("initialize it with the two files");
  }

  @Override
  public void setConf(Configuration newConfiguration) {
    configuration = newConfiguration;
  }

  @Override
  public Configuration getConf() {
    return configuration;
  }

  @Override
  public void close() {
    images = null;
  }
}
