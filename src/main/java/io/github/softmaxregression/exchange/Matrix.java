package io.github.softmaxregression.exchange;

/** Turns matrices: formats differ in what comes first, inputs or outputs. */
final class Matrix {
  private Matrix() {}

  /** Makes of a matrix [rows, columns] in row-major order one [columns, rows]. */
  static float[] transposed(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int k = 0; k < rows; k++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + k] = matrix[k * columns + j];
      }
    }
    return transposed;
  }
}
