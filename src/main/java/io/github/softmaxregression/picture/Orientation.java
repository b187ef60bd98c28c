package io.github.softmaxregression.picture;

import java.awt.image.BufferedImage;

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

  /** The upright picture's box on pixels of the picture as it is. */
  Box onPixels(Box box, BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    return box.onPixels(rows(height, width), columns(height, width));
  }

  /** Takes a box of the upright picture, on pixels, out of the picture as it is. */
  BufferedImage part(BufferedImage picture, Box box) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    int rows = rows(height, width);
    int columns = columns(height, width);
    int firstRow = (int) Math.round(box.top() * rows);
    int firstColumn = (int) Math.round(box.left() * columns);
    int lastRow = (int) Math.round(box.bottom() * rows) - 1;
    int lastColumn = (int) Math.round(box.right() * columns) - 1;
    int first = source(firstRow, firstColumn, height, width);
    int last = source(lastRow, lastColumn, height, width);
    int left = Math.min(first % width, last % width);
    int top = Math.min(first / width, last / width);
    int right = Math.max(first % width, last % width);
    int bottom = Math.max(first / width, last / width);
    return picture.getSubimage(left, top, right - left + 1, bottom - top + 1);
  }
}
