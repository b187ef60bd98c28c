package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
  @Nested
  class Bundled {
    private static ImageSet train;
    private static ImageSet test;

    @BeforeAll
    static void read() throws IOException {
      train = FashionMnist.bundled().train();
      test = FashionMnist.bundled().test();
    }

    @Test
    void isThePublishedDataSet() {
      assertThat(train.digests())
          .containsEntry(
              "train-images-idx3-ubyte",
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888")
          .containsEntry(
              "train-labels-idx1-ubyte",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9")
          .hasSize(2);
      assertThat(test.digests())
          .containsEntry(
              "t10k-images-idx3-ubyte",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b")
          .containsEntry(
              "t10k-labels-idx1-ubyte",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")
          .hasSize(2);
    }

    @Test
    void hasTenClassesOfEqualSize() {
      assertThat(train.size()).isEqualTo(60_000);
      assertThat(test.size()).isEqualTo(10_000);
      for (int label = 0; label < 10; label++) {
        int wanted = label;
        assertThat(IntStream.range(0, 60_000).filter(i -> train.label(i) == wanted).count())
            .isEqualTo(6_000);
        assertThat(IntStream.range(0, 10_000).filter(i -> test.label(i) == wanted).count())
            .isEqualTo(1_000);
      }
    }

    @Test
    void imagesAre28By28() {
      assertThat(train.height()).isEqualTo(28);
      assertThat(train.width()).isEqualTo(28);
      assertThat(train.image(0)).hasSize(784);
    }

    @Test
    void first18LabelsAreTheChapters() {
      assertThat(IntStream.range(0, 18).mapToObj(i -> train.classNames().get(train.label(i))))
          .containsExactly(
              "ankle boot",
              "t-shirt",
              "t-shirt",
              "dress",
              "t-shirt",
              "pullover",
              "sneaker",
              "pullover",
              "sandal",
              "sandal",
              "t-shirt",
              "ankle boot",
              "sandal",
              "sandal",
              "sneaker",
              "ankle boot",
              "trouser",
              "t-shirt");
    }

    @Test
    void first6TestLabelsAreTheChapters() {
      assertThat(IntStream.range(0, 6).mapToObj(i -> test.classNames().get(test.label(i))))
          .containsExactly("ankle boot", "pullover", "trouser", "trouser", "shirt", "trouser");
    }
  }

  @Nested
  class InAFolder {
    @TempDir private Path folder;

    @BeforeEach
    void write() throws IOException {
      IdxFiles.writeSmallDataSet(folder);
    }

    @Test
    void plainFilesAreRead() throws IOException {
      ImageSet train = IdxDataSet.in(folder).train();

      assertThat(train.size()).isEqualTo(20);
      assertThat(train.image(7)).containsOnly(7);
      assertThat(train.label(13)).isEqualTo(3);
      assertThat(IdxDataSet.in(folder).test().size()).isEqualTo(10);
    }

    @Test
    void gzipFilesAreRead() throws IOException {
      Files.delete(folder.resolve("t10k-images-idx3-ubyte"));
      Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), IdxFiles.gzip(IdxFiles.images(10)));

      assertThat(IdxDataSet.in(folder).test().image(9)).containsOnly(9);
    }

    @Test
    void onlyTheSplitAskedForIsRead() throws IOException {
      Files.write(folder.resolve("train-images-idx3-ubyte"), new byte[3]);

      assertThat(IdxDataSet.in(folder).test().size()).isEqualTo(10);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
      Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));

      assertThatThrownBy(() -> IdxDataSet.in(folder).test())
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith(folder + ": found no t10k-labels-idx1-ubyte, plain or .gz");
    }

    @Test
    void aMissingFolderIsNamed() {
      assertThatThrownBy(() -> IdxDataSet.in(folder.resolve("none")).test())
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith(folder.resolve("none") + ": found nothing there");
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() {
      Path file = folder.resolve("t10k-labels-idx1-ubyte");

      assertThatThrownBy(() -> IdxDataSet.in(file).test())
          .hasMessageStartingWith(file + ": found a file, expected a folder");
    }

    @Test
    void countsMustAgree() throws IOException {
      Path file = folder.resolve("t10k-labels-idx1-ubyte");
      Files.write(file, IdxFiles.labels(11));

      assertThatThrownBy(() -> IdxDataSet.in(folder).test())
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith(file + ": found 11 labels, expected 10 ");
    }

    @Test
    void oneLabelFarAboveTheOthersIsRefused() throws IOException {
      Path file = folder.resolve("t10k-labels-idx1-ubyte");
      byte[] content = IdxFiles.labels(10);
      content[8 + 4] = (byte) 200;
      Files.write(file, content);

      assertThatThrownBy(() -> IdxDataSet.in(folder).test())
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith(file + ": found labels up to 200, of which 11 occur, expected");
    }

    @Test
    void imagesOfOtherSizesAndMoreClassesAreRead() throws IOException {
      byte[] labels = new byte[12];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) i;
      }
      Files.write(
          folder.resolve("t10k-images-idx3-ubyte"),
          IdxFiles.idx(new int[] {12, 14, 56}, new byte[12 * 784]));
      Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxFiles.idx(new int[] {12}, labels));
      ImageSet test = IdxDataSet.in(folder).test();

      assertThat(test.height()).isEqualTo(14);
      assertThat(test.width()).isEqualTo(56);
      assertThat(test.classNames()).hasSize(12).contains("class 11");
    }

    @Test
    void namesBesideTheFilesAreUsed() throws IOException {
      Path names = folder.resolve("class-names.txt");
      Files.writeString(names, "null\neins\n\nzwei\ndrei\nvier\nfünf\nsechs\nsieben\nacht\nneun\n");
      assertThat(IdxDataSet.in(folder).test().classNames()).hasSize(10).contains("fünf");

      Files.writeString(names, "a\nb\n");
      assertThatThrownBy(() -> IdxDataSet.in(folder).test())
          .hasMessageContaining("found label 2 at index 2, expected labels 0 to 1");
      Files.writeString(names, "a\na\n");
      assertThatThrownBy(() -> IdxDataSet.in(folder).test())
          .hasMessageContaining("found a name that comes twice");
      Files.write(names, new byte[] {(byte) 0xff});
      assertThatThrownBy(() -> IdxDataSet.in(folder).test())
          .hasMessageContaining("found bytes that are no UTF-8");
    }
  }

  @Test
  void mnistDigitsAreRecognisedByDigest() {
    assertThat(
            PublishedDataSet.of("0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"))
        .contains(PublishedDataSet.MNIST);
    assertThat(PublishedDataSet.MNIST.classNames())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(PublishedDataSet.of("00")).isEmpty();
  }
}
