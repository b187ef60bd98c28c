package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datavec.api.records.Record;
import org.datavec.api.split.CollectionInputSplit;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

class IdxRecordReaderTest {
  @TempDir private Path folder;

  private final IdxRecordReader reader = new IdxRecordReader();

  @BeforeEach
  void write() throws IOException {
    IdxFiles.writeSmallDataSet(folder);
  }

  private CollectionInputSplit split(String... names) {
    List<URI> files = List.of(names).stream().map(name -> folder.resolve(name).toUri()).toList();
    return new CollectionInputSplit(files);
  }

  private void initialize() throws IOException {
    reader.initialize(split("train-images-idx3-ubyte", "train-labels-idx1-ubyte"));
  }

  @Test
  void feedsDataVecsIterator() throws IOException {
    initialize();
    RecordReaderDataSetIterator minibatches = new RecordReaderDataSetIterator(reader, 8, 1, 10);
    int index = 0;
    for (int size : new int[] {8, 8, 4}) {
      DataSet minibatch = minibatches.next();
      assertThat(minibatch.getFeatures().shape()).containsExactly(size, 1, 28, 28);
      for (int i = 0; i < size; i++, index++) {
        // Image i of the files has the brightness i.
        assertThat(minibatch.getFeatures().getDouble(i, 0, 13, 7)).isEqualTo(index);
        assertThat(minibatch.getLabels().getDouble(i, index % 10)).isEqualTo(1);
      }
    }
    assertThat(minibatches.hasNext()).isFalse();
    assertThat(reader.getLabels()).hasSize(10).startsWith("0");
  }

  @Test
  void recordsCanBeFoundAgain() throws IOException {
    initialize();
    reader.next();
    Record second = reader.nextRecord();
    assertThat(second.getRecord().get(1).toInt()).isEqualTo(1);
    reader.reset();
    assertThat(reader.loadFromMetaData(second.getMetaData()).getRecord())
        .isEqualTo(second.getRecord());
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    assertThatThrownBy(() -> reader.initialize(split("train-images-idx3-ubyte")))
        .hasMessage("1 locations: expected two, of images and of labels");
    assertThatThrownBy(
            () -> reader.initialize(split("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte")))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("found 10 labels, expected 20 as there are images");
    Files.write(folder.resolve("train-images-idx3-ubyte"), new byte[20]);
    assertThatThrownBy(this::initialize).isInstanceOf(InvalidFileException.class);
  }
}
