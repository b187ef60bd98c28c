package io.github.softmaxregression.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
  private static ImageSet images;

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().test();
  }

  private static void export(Path to, int first, int end) throws IOException {
    PictureFolders.export(exported(first, end), to);
  }

  /** Class and pixels of every image, in any order. */
  private static List<String> contents(ImageSet... sets) {
    List<String> contents = new ArrayList<>();
    for (ImageSet set : sets) {
      for (int i = 0; i < set.size(); i++) {
        contents.add(set.classNames().get(set.label(i)) + Arrays.toString(set.image(i)));
      }
    }
    contents.sort(Comparator.naturalOrder());
    return contents;
  }

  private static ImageSet exported(int first, int end) {
    return images.select(IntStream.range(first, end).toArray());
  }

  private PictureFolder source() throws IOException {
    assertThat(PictureFolder.isOne(folder)).isTrue();
    return PictureFolders.source(folder, 28, 0.25);
  }

  @Test
  void aShareOfEachClassIsKeptForTesting() throws IOException {
    export(folder, 0, 400);
    ImageSet train = source().train();
    ImageSet test = source().test();

    assertThat(train.classNames()).isSorted().hasSize(10).isEqualTo(test.classNames());
    assertThat(contents(train, test)).isEqualTo(contents(exported(0, 400)));
    for (int label = 0; label < 10; label++) {
      int wanted = label;
      long kept = IntStream.range(0, test.size()).filter(i -> test.label(i) == wanted).count();
      long all =
          kept + IntStream.range(0, train.size()).filter(i -> train.label(i) == wanted).count();
      assertThat(kept).isEqualTo(Math.round(0.25 * all));
    }
    assertThat(train.digests()).containsOnlyKeys("train").isEqualTo(source().train().digests());
    assertThat(contents(source().train())).isEqualTo(contents(train));
  }

  @Test
  void partsAreTakenAsTheyAre() throws IOException {
    export(folder.resolve("train"), 0, 100);
    export(folder.resolve("test"), 100, 150);
    assertThat(contents(source().train())).isEqualTo(contents(exported(0, 100)));
    assertThat(contents(source().test())).isEqualTo(contents(exported(100, 150)));
  }

  @Test
  void otherSizesAndClasses() throws IOException {
    Files.createDirectories(folder.resolve("empty")); // no picture yet: no class yet
    export(folder, 0, 60);
    Files.move(folder.resolve("bag"), folder.resolve("käse"));
    ImageSet small = PictureFolders.source(folder, 14, 0.5).train();
    assertThat(small.height()).isEqualTo(14);
    assertThat(small.pixelsPerImage()).isEqualTo(196);
    assertThat(small.classNames()).hasSize(10).contains("käse").doesNotContain("empty");
  }

  @Test
  void aDamagedPictureIsNamed() throws IOException {
    export(folder, 0, 60);
    Files.writeString(folder.resolve("bag").resolve("a.png"), "hello");
    PictureFolder source = source();
    assertThatThrownBy(source::train)
        .isInstanceOf(DamagedPicturesException.class)
        .hasMessageContaining("1 of 61 pictures cannot be read");
  }

  @Test
  void whatIsNoSuchFolderIsRefused() throws IOException {
    assertThat(PictureFolder.isOne(folder)).isFalse();
    Files.createDirectories(folder.resolve("one"));
    PictureFolder one = source();
    assertThatThrownBy(one::train)
        .hasMessageContaining("found 0 folders of pictures, expected 2 to 256");
  }

  @Test
  void nothingIsLeftOpen() throws IOException {
    export(folder, 0, 60);
    source().train();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path :
          all.sorted(Comparator.reverseOrder()).filter(p -> !p.equals(folder)).toList()) {
        Files.delete(path);
      }
    }
    assertThat(folder).isEmptyDirectory();
  }
}
