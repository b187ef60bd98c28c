// Fits a plane to values on a grid by least squares.

const SWEEPS = 20; // Jacobi's method needs some five

/**
 * Solves a symmetric system of three equations, in the sense of least squares the shortest solution: by eigenvalues,
 * leaving out those that rounding alone has made.
 */
function solve(matrix, right) {
  const a = matrix.map((row) => [...row]);
  const vectors = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]; // in columns
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [p, q] of [[0, 1], [0, 2], [1, 2]]) {
      if (a[p][q] === 0) continue;
      const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
      const cos = 1 / Math.hypot(t, 1);
      const sin = t * cos;
      for (let k = 0; k < 3; k++) {
        [a[k][p], a[k][q]] = [cos * a[k][p] - sin * a[k][q], sin * a[k][p] + cos * a[k][q]];
      }
      for (let k = 0; k < 3; k++) {
        [a[p][k], a[q][k]] = [cos * a[p][k] - sin * a[q][k], sin * a[p][k] + cos * a[q][k]];
        [vectors[k][p], vectors[k][q]] =
          [cos * vectors[k][p] - sin * vectors[k][q], sin * vectors[k][p] + cos * vectors[k][q]];
      }
    }
  }
  const largest = Math.max(...a.map((row, i) => Math.abs(row[i])));
  const solution = [0, 0, 0];
  for (let i = 0; i < 3; i++) {
    if (Math.abs(a[i][i]) <= 3 * Number.EPSILON * largest) continue;
    const part = vectors.reduce((sum, row, k) => sum + row[i] * right[k], 0) / a[i][i];
    for (let k = 0; k < 3; k++) solution[k] += part * vectors[k][i];
  }
  return solution;
}

/**
 * Fits a plane to some of a grid's values: returns its height at a row and a column. Where they are too few or lie
 * in a line, the flattest is taken.
 */
export function plane(isKnown, value, rows, columns) {
  const products = [[0, 0, 0], [0, 0, 0], [0, 0, 0]];
  const sums = [0, 0, 0];
  for (let i = 0; i < rows * columns; i++) {
    if (!isKnown(i)) continue;
    const place = [1, Math.floor(i / columns), i % columns];
    for (let p = 0; p < 3; p++) {
      sums[p] += place[p] * value(i);
      for (let q = 0; q < 3; q++) products[p][q] += place[p] * place[q];
    }
  }
  const [level, down, right] = solve(products, sums);
  return (y, x) => level + down * y + right * x;
}
