package io.github.softmaxregression.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Makes IDX files, sound and damaged, for tests. */
public final class IdxFiles {
  private IdxFiles() {}

  /** A sound file of unsigned bytes: header and data. */
  public static byte[] idx(int[] shape, byte[] data) {
    return idx(0x08, shape, data);
  }

  static byte[] idx(int type, int[] shape, byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[] {0, 0, (byte) type, (byte) shape.length});
      for (int size : shape) {
        out.writeInt(size);
      }
      out.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** n grey 28 × 28 images, image i of the even brightness i. */
  public static byte[] images(int n) {
    byte[] data = new byte[n * 784];
    for (int i = 0; i < n; i++) {
      Arrays.fill(data, i * 784, (i + 1) * 784, (byte) i);
    }
    return idx(new int[] {n, 28, 28}, data);
  }

  /** The labels 0, 1, 2, … 9, 0, … */
  public static byte[] labels(int n) {
    byte[] data = new byte[n];
    for (int i = 0; i < n; i++) {
      data[i] = (byte) (i % 10);
    }
    return idx(new int[] {n}, data);
  }

  /** Four plain files: 20 training and 10 test images. */
  public static void writeSmallDataSet(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("train-images-idx3-ubyte"), images(20));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(20));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(10));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(10));
  }
}
