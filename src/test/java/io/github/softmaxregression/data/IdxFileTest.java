package io.github.softmaxregression.data;

import static io.github.softmaxregression.data.IdxFiles.gzip;
import static io.github.softmaxregression.data.IdxFiles.idx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxFileTest {
  private static final byte[] DATA = {0, 1, 127, (byte) 128, (byte) 255, 6};
  private static final byte[] SOUND = idx(new int[] {1, 2, 3}, DATA);

  private static IdxFile read(byte[] content) throws IOException {
    return IdxFile.read("some/file", new ByteArrayInputStream(content), content.length, 3);
  }

  @Test
  void plainAndGzipGiveTheSame() throws IOException {
    IdxFile plain = read(SOUND);
    IdxFile zipped = read(gzip(SOUND));

    assertThat(plain.shape()).containsExactly(1, 2, 3);
    assertThat(plain.data()).isEqualTo(ByteBuffer.wrap(DATA));
    assertThat(zipped.data()).isEqualTo(ByteBuffer.wrap(DATA));
    assertThat(zipped.sha256()).isEqualTo(plain.sha256()).hasSize(64);
  }

  static Stream<Arguments> damagedFiles() {
    byte[] zipped = gzip(SOUND);
    byte[] badChecksum = zipped.clone();
    badChecksum[badChecksum.length - 6] ^= 1;
    byte[] badStream = zipped.clone();
    Arrays.fill(badStream, 10, 20, (byte) 0xff);
    return Stream.of(
        Arguments.of("empty", new byte[0], "found the end of the file, expected the magic number"),
        Arguments.of(
            "PNG", new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "found the first bytes 89 50 4e 47"),
        Arguments.of("float", idx(0x0d, new int[] {1, 2, 3}, DATA), "found IDX data type 0x0d"),
        Arguments.of("labels", idx(new int[] {6}, DATA), "found an array of 1 dimensions"),
        Arguments.of("rank 200", idx(new int[200], DATA), "found an array of 200 dimensions"),
        Arguments.of("header cut", Arrays.copyOf(SOUND, 10), "expected the sizes of 3 dimensions"),
        Arguments.of("size 0", idx(new int[] {0, 2, 3}, DATA), "found the size 0 for dimension 1"),
        Arguments.of(
            "size -1",
            idx(new int[] {1, -1, 3}, DATA),
            "found the size 4294967295 for dimension 2"),
        Arguments.of(
            "too large",
            idx(new int[] {65536, 65536, 65536}, DATA),
            "found the size 65536 for dimension 2, expected sizes from 1 up that make less than 2"),
        Arguments.of(
            "2 GB that are not there",
            idx(new int[] {2_000_000_000, 1, 1}, DATA),
            "found only 6, expected 2000000000 bytes"),
        Arguments.of(
            "short", Arrays.copyOf(SOUND, SOUND.length - 1), "found only 5, expected 6 bytes"),
        Arguments.of(
            "long", Arrays.copyOf(SOUND, SOUND.length + 1), "found more than 6, expected 6 bytes"),
        Arguments.of(
            "short inside gzip", gzip(Arrays.copyOf(SOUND, 20)), "found only 4, expected 6 bytes"),
        Arguments.of(
            "gzip cut in its header",
            Arrays.copyOf(zipped, 5),
            "found damaged gzip data (early end)"),
        Arguments.of(
            "gzip cut",
            Arrays.copyOf(zipped, zipped.length - 12),
            "found damaged gzip data (early end)"),
        Arguments.of("gzip checksum", badChecksum, "found damaged gzip data"),
        Arguments.of("gzip stream", badStream, "found damaged gzip data"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damagedFiles")
  void damageIsNamed(String what, byte[] content, String message) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("some/file: found ")
        .hasMessageContaining(message)
        .hasMessageContaining(", expected ")
        .hasMessageContaining("; ")
        .message()
        .doesNotContain("\n");
  }
}
