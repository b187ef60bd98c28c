package io.github.softmaxregression.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is written whole or not at all. */
class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void anOldFileIsReplacedWholeOrNotAtAll() throws IOException {
    byte[] old = {1, 2, 3};
    Path file = Files.write(folder.resolve("model ä.zip"), old);

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("disk full");
    assertThat(file).hasBinaryContent(old);
    assertThat(folder.toFile().list()).containsExactly("model ä.zip");

    AtomicFile.write(file, out -> out.write(1));
    assertThat(file).hasBinaryContent(new byte[] {1});
    assertThat(folder.toFile().list()).containsExactly("model ä.zip");
  }

  @Test
  void placesThatCannotBeWrittenAreFoundBeforehand() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> AtomicFile.requireWritable(file.resolve("model.zip")))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith(file.resolve("model.zip") + ": found that it cannot be written");
    assertThatThrownBy(() -> AtomicFile.requireWritable(folder))
        .hasMessageStartingWith(folder + ": found a folder, expected a file or nothing");
    assertThatThrownBy(() -> AtomicFile.requireWritable(Path.of("/dev/null")))
        .hasMessageContaining("found something that is no file");
    AtomicFile.requireWritable(folder.resolve("deep/er/model.zip"));
    assertThat(folder.resolve("deep/er")).isEmptyDirectory();
  }

  @Test
  void linksAreFollowed() throws IOException {
    Path target = Files.createFile(folder.resolve("target.zip"));
    Path link = Files.createSymbolicLink(folder.resolve("link.zip"), target);
    AtomicFile.write(link, out -> out.write(7));

    assertThat(link).isSymbolicLink();
    assertThat(target).hasBinaryContent(new byte[] {7});
  }
}
