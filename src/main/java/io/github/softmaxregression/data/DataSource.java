package io.github.softmaxregression.data;

import java.io.IOException;

/** Labelled images to learn from and to measure with; each split is read when it is asked for. */
public interface DataSource {
  /** Where they come from: a folder as it was given, or {@code bundled}. */
  String location();

  /** What they are, for people. */
  default String describe() {
    return location();
  }

  /**
   * Reads the training images.
   *
   * @throws InvalidFileException if a file is damaged or does not fit the others
   * @throws IOException if a file is missing or cannot be read
   */
  ImageSet train() throws IOException;

  /**
   * Reads the test images, which have the same size and classes.
   *
   * @throws InvalidFileException if a file is damaged or does not fit the others
   * @throws IOException if a file is missing or cannot be read
   */
  ImageSet test() throws IOException;
}
