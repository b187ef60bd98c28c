package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.ImageSetIterator.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    IdxFiles.writeSmallDataSet(folder);
    file = folder.resolve(IMAGES);
    Files.write(file, IdxFiles.images(200));
    Files.write(folder.resolve(LABELS), IdxFiles.labels(200));
  }

  private ImageSet inFile() throws IOException {
    ImageFile images = ImageFile.open(file);
    return ImageSet.of(images, images.shape(), labels(), names(), Map.of(IMAGES, images::sha256));
  }

  private ImageSet inMemory() throws IOException {
    byte[] content = Files.readAllBytes(file);
    var in = new ByteArrayInputStream(content);
    return ImageSet.of(IdxFile.read(file.toString(), in, content.length, 3), labels(), names());
  }

  private IdxFile labels() throws IOException {
    Path labels = folder.resolve(LABELS);
    try (var in = Files.newInputStream(labels)) {
      return IdxFile.read(labels.toString(), in, Files.size(labels), 1);
    }
  }

  private static List<String> names() {
    return IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();
  }

  /** Begins a pass in windows of 20 images. */
  private static ImageSetIterator windows(ImageSet images) {
    return new ImageSetIterator(images, 10, Layout.FLAT, 1L, new Windows(images, 10, 2, 4, 1L));
  }

  /** A file with a header for so many images and holes for their pixels, which take no space. */
  private Path hollow(int images) throws IOException {
    Files.write(file, IdxFiles.idx(new int[] {images, 28, 28}, new byte[0]));
    try (RandomAccessFile hollow = new RandomAccessFile(file.toFile(), "rw")) {
      hollow.setLength(16 + images * 784L);
    }
    Files.write(folder.resolve(LABELS), IdxFiles.labels(images));
    return file;
  }

  private static void requireSame(ImageSet found, ImageSet expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.image(i)).isEqualTo(expected.image(i));
      assertThat(found.label(i)).isEqualTo(expected.label(i));
    }
  }

  @Test
  void imagesAreTheSameAsInMemory() throws IOException {
    ImageSet images = inFile();
    ImageSet expected = inMemory();

    requireSame(images, expected);
    assertThat(images.mean()).isEqualTo(expected.mean());
    assertThat(images.digests()).isEqualTo(expected.digests());
    requireSame(images.resized(14, 7), expected.resized(14, 7));
    requireSame(images.select(3, 4, 5, 199, 0), expected.select(3, 4, 5, 199, 0));
    requireSame(
        StratifiedSplit.of(images, 0.1, 1).heldOut(),
        StratifiedSplit.of(expected, 0.1, 1).heldOut());
    byte[] swapped = {1, 0, 1};
    requireSame(images.withLabels(swapped, names()), expected.withLabels(swapped, names()));
  }

  @Test
  void chosenImagesCanStayWhereTheyAre() throws IOException {
    ImageSet images = inMemory();
    int[] indices = {7, 8, 9, 3, 2, 2, 199};
    byte[] labels = {7, 8, 9, 3, 2, 2, 9};
    Selection chosen = new Selection(ImageFile.open(file), indices, 784);
    requireSame(images.with(chosen, labels), images.select(indices));

    ByteBuffer three = ByteBuffer.allocate(1 + 3 * 784);
    chosen.copy(2, 3, three, 1);
    assertThat(three.get(1)).isEqualTo(images.image(9)[0]);
    assertThat(three.get(1 + 784)).isEqualTo(images.image(3)[0]);
    assertThat(three.get(3 * 784)).isEqualTo(images.image(2)[0]);
  }

  @Test
  void onlyLargePlainFilesStayWhereTheyAre() throws IOException {
    assertThat(ImageFile.isLarge(file)).isFalse();
    hollow(171_197);
    assertThat(ImageFile.isLarge(file)).isTrue();
    ImageSet images = IdxDataSet.in(folder).train();
    assertThat(images.isLarge()).isTrue();
    assertThat(images.digests()).hasSize(2);
    assertThat(
            ImageSetIterator.shuffled(images, 256, 1).next().getFeatures().sumNumber().floatValue())
        .isZero();
    try (RandomAccessFile packed = new RandomAccessFile(file.toFile(), "rw")) {
      packed.write(new byte[] {0x1f, (byte) 0x8b});
    }
    assertThat(ImageFile.isLarge(file)).isFalse();
  }

  @Test
  void moreThanTwoGibibytesAreRead() throws IOException {
    int n = 2_800_000;
    hollow(n);
    byte[] white = new byte[784];
    Arrays.fill(white, (byte) 255);
    try (RandomAccessFile hollow = new RandomAccessFile(file.toFile(), "rw")) {
      hollow.seek(16 + (n - 1) * 784L);
      hollow.write(white);
    }
    ImageSet images = IdxDataSet.in(folder).train();

    assertThat(images.size()).isEqualTo(n);
    assertThat(images.image(n - 1)).isEqualTo(white);
    assertThat(images.image(n - 2)).isEqualTo(new byte[784]);
    assertThat(images.mean()).containsOnly(1f / n);
    StratifiedSplit split = StratifiedSplit.of(images, 0.25, 1);
    assertThat(split.heldOut().size()).isEqualTo(n / 4);
    assertThat(split.heldOut().isLarge()).isTrue();
    assertThat(split.training().size()).isEqualTo(n - n / 4);
    assertThatThrownBy(() -> images.resized(29, 29))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2800000 images would take more than 2 GiB");
  }

  @Test
  void lengthMustBeWhatTheHeaderSays() throws IOException {
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 1));
    assertThatThrownBy(() -> ImageFile.open(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining(
            IMAGES
                + ": found only 156799, expected 156800 bytes of data as its header"
                + " [200, 28, 28] says; copy the file again");
    Files.write(file, Arrays.copyOf(content, content.length + 1));
    assertThatThrownBy(() -> ImageFile.open(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("found more than 156800, expected 156800 bytes");
  }

  @Test
  void impossibleSizesAreRefused() throws IOException {
    Files.write(file, IdxFiles.idx(new int[] {2, 50_000, 50_000}, new byte[0]));
    assertThatThrownBy(() -> ImageFile.open(file)).hasMessageContaining("for dimension 3");
    int most = Integer.MAX_VALUE;
    Files.write(file, IdxFiles.idx(new int[] {most, most, most}, new byte[0]));
    assertThatThrownBy(() -> ImageFile.open(file)).hasMessageContaining("for dimension 3");
  }

  @Test
  void labelsMustBeAsMany() throws IOException {
    hollow(171_197);
    Files.write(folder.resolve(LABELS), IdxFiles.labels(171_196));
    assertThatThrownBy(() -> IdxDataSet.in(folder).train())
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("found 171196 labels, expected 171197");
  }

  @Test
  void packedFilesOfThatSizeAreToBeUnpacked() throws IOException {
    Files.delete(file);
    Path packed = folder.resolve(IMAGES + ".gz");
    Files.write(packed, IdxFiles.gzip(IdxFiles.idx(new int[] {6_000_000, 28, 28}, new byte[9])));
    assertThatThrownBy(() -> IdxDataSet.in(folder).train())
        .isInstanceOf(InvalidFileException.class)
        .hasMessageEndingWith("unpack larger ones: gunzip " + packed);
  }

  @Test
  void aFileThatIsCutShortEndsThePass() throws IOException {
    ImageSet images = inFile();
    ImageSetIterator pass = windows(images);
    pass.next();
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(1000);
    }
    requireRefused(pass, InvalidFileException.class, "found other content than before");
    assertThatThrownBy(() -> images.image(150)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aFileThatIsWrittenAnewEndsThePass() throws IOException {
    ImageSetIterator pass = windows(inFile());
    pass.next();
    Files.write(file, IdxFiles.images(201));
    requireRefused(pass, InvalidFileException.class, "found other content than before");
  }

  @Test
  void aFileThatIsRemovedEndsThePass() throws IOException {
    ImageSetIterator pass = windows(inFile());
    pass.next();
    Files.delete(file);
    requireRefused(pass, NoSuchFileException.class, IMAGES);
  }

  private static void requireRefused(
      ImageSetIterator pass, Class<? extends IOException> problem, String message) {
    assertThatThrownBy(
            () -> {
              while (pass.hasNext()) {
                pass.next();
              }
            })
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .isInstanceOf(problem)
        .hasMessageContaining(message);
  }
}
