package io.github.softmaxregression.data;

import java.util.Arrays;
import java.util.HexFormat;

/** Says in one line what is wrong with an IDX file. */
final class IdxProblem {
  static final String COPY_AGAIN = "copy the file again from its source";

  private IdxProblem() {}

  /** Tells what in a magic number is none of unsigned bytes in so many dimensions. */
  static InvalidFileException magic(String name, byte[] magic, int dimensions) {
    if (magic[0] != 0 || magic[1] != 0) {
      String found = "the first bytes " + HexFormat.ofDelimiter(" ").formatHex(magic);
      String expected = "00 00 08 0" + dimensions + " of an IDX file";
      return new InvalidFileException(name, found, expected, "check that it is the right file");
    }
    if (magic[2] != IdxFile.UNSIGNED_BYTE) {
      String found = "IDX data type 0x%02x".formatted(magic[2]);
      String expected = "0x08 (unsigned byte)";
      return new InvalidFileException(
          name, found, expected, "convert the values to unsigned bytes");
    }
    String found = "an array of " + (magic[3] & 0xff) + " dimensions";
    String expected = dimensions + (dimensions == 1 ? " (labels)" : " (images, rows, columns)");
    return new InvalidFileException(
        name, found, expected, "check that images and labels are not swapped");
  }

  /** Tells of a size of a dimension, 1 for the first, that is 0 or makes too much. */
  static InvalidFileException size(String name, int size, int dimension) {
    boolean packed = size > 0 && name.endsWith(".gz");
    return new InvalidFileException(
        name,
        "the size " + Integer.toUnsignedString(size) + " for dimension " + dimension,
        "sizes from 1 up that make less than 2 GiB" + (packed ? " in a packed file" : ""),
        packed ? "unpack larger ones: gunzip " + name : COPY_AGAIN);
  }

  /** Tells of more or less data than a header says. */
  static InvalidFileException length(String name, String found, int[] shape) {
    long length = Arrays.stream(shape).asLongStream().reduce(1, (x, y) -> x * y);
    String expected = length + " bytes of data as its header " + Arrays.toString(shape) + " says";
    return new InvalidFileException(name, found, expected, COPY_AGAIN);
  }

  /** Tells of a label without a name. */
  static InvalidFileException label(String name, int label, int index, int classes) {
    String found = "label %d at index %d".formatted(label, index);
    String expected = "labels 0 to " + (classes - 1);
    return new InvalidFileException(name, found, expected, "check that it is the right file");
  }
}
