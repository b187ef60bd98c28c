package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionClass;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.IdxDataSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IDX files as people have them: 60 images of ten classes, of no published set. */
class IdxCasesTest {
  private static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  @TempDir private Path folder;

  private Path data;

  @BeforeEach
  void copy() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    copy(data);
  }

  private static void copy(Path to) throws IOException {
    Files.createDirectories(to);
    for (String file : FILES) {
      Files.write(to.resolve(file), resource("/cases/idx/" + file));
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = IdxCasesTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static void trains(Path from) {
    CommandLine result = CommandLine.run("data --data", from);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).containsPattern("all +60 +60\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backup", "pictures/bag", "MNIST/raw"})
  void theFourNamesWinOverFoldersBesideThem(String inner) throws IOException {
    Path beside = Files.createDirectories(data.resolve(inner));
    Files.write(beside.resolve("1.jpg"), Pictures.faulty("good.jpg"));
    copy(beside);
    trains(data);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FashionMNIST/raw", "raw", "a/b/c"})
  void theyAreFoundBelow(String inner) throws IOException {
    copy(folder.resolve("root").resolve(inner));
    trains(folder.resolve("root"));
  }

  @Test
  void severalBelowAreNamed() throws IOException {
    Path root = folder.resolve("root");
    copy(root.resolve("FashionMNIST/raw"));
    copy(root.resolve("MNIST/raw"));
    CommandLine result = CommandLine.run("data --data", root);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(root.resolve("FashionMNIST/raw") + ", " + root.resolve("MNIST/raw"))
        .contains("name one of them")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train-images.idx3-ubyte", "train_images_idx3_ubyte", "TRAIN-IMAGES-IDX3-UBYTE"})
  void namesMayBeSpelledOtherwise(String like) throws IOException {
    for (String file : FILES) {
      String dotted = like.contains(".") ? file.replace("-idx", ".idx") : file;
      String low = like.contains("_") ? dotted.replace('-', '_') : dotted;
      String name = like.startsWith("T") ? low.toUpperCase(Locale.ROOT) : low;
      Files.move(data.resolve(file), data.resolve(name));
    }
    assertThat(data).isDirectoryContaining("glob:**/" + like);
    trains(data);
  }

  @Test
  void aLinkToTheFolderIsFollowed() throws IOException {
    trains(Files.createSymbolicLink(folder.resolve("link"), data));
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() throws IOException {
    Files.write(data.resolve("class-names.txt"), resource("/cases/idx/class-names.txt"));
    assertThat(IdxDataSet.in(data).train().classNames())
        .startsWith("t-shirt", "trouser")
        .hasSize(10);
    Files.writeString(
        data.resolve("class-names.txt"), "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", StandardCharsets.UTF_16);
    CommandLine result = CommandLine.run("data --data", data);
    assertThat(result.err()).contains("found bytes that are no UTF-8").hasLineCount(1);
  }

  @Test
  void whatNobodyKnowsIsNotCalledFashionMnist() {
    CommandLine result = CommandLine.run("data --data", data);
    assertThat(result.out())
        .doesNotContain("Fashion-MNIST", "t-shirt")
        .startsWith("images and labels in " + data)
        .contains("class 0", "class 9");
  }

  /** One published file is enough to know what the classes are. */
  @Test
  void whatIsPublishedIsKnownInBothParts() throws IOException {
    for (String file : FILES.subList(2, 4)) {
      Files.delete(data.resolve(file));
      Files.write(data.resolve(file + ".gz"), resource("/fashion-mnist/" + file + ".gz"));
    }
    assertThat(IdxDataSet.in(data).train().classNames()).isEqualTo(FashionClass.names());
    assertThat(IdxDataSet.in(data).test().digests())
        .isEqualTo(FashionMnist.bundled().test().digests());
    assertThat(IdxDataSet.in(data).describe()).doesNotContain("Fashion-MNIST");
  }
}
