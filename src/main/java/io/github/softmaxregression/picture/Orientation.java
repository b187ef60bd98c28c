package io.github.softmaxregression.picture;

/** Says how a camera was held, by EXIF's numbers from 1, upright, to 8; others are taken for 1. */
record Orientation(int number) {
  /** Whether rows are to become columns. */
  private boolean turned() {
    return number >= 5 && number <= 8;
  }

  boolean isUpright() {
    return number <= 1 || number > 8;
  }

  int rows(int height, int width) {
    return turned() ? width : height;
  }

  int columns(int height, int width) {
    return turned() ? height : width;
  }

  /** The pixel of the picture as it is that comes to a row and column of the upright one. */
  int source(int y, int x, int height, int width) {
    boolean rowsReversed = number == 3 || number == 4 || number == 6 || number == 7;
    boolean columnsReversed = number == 2 || number == 3 || number == 7 || number == 8;
    int row = turned() ? x : y;
    int column = turned() ? y : x;
    row = rowsReversed ? height - 1 - row : row;
    column = columnsReversed ? width - 1 - column : column;
    return row * width + column;
  }
}
