// Resizes lines of values as data.Resampling: by area averaging to fewer, by linear interpolation to more.

const float = Math.fround;

/** Output i covers the inputs from i·scale to (i + 1)·scale: each counts by its covered part. */
function average(i, scale, inputs) {
  const begin = i * scale;
  const end = Math.min(begin + scale, inputs);
  const last = Math.min(Math.ceil(end - 1e-9), inputs) - 1;
  const first = Math.floor(begin + 1e-9);
  const weights = [];
  for (let k = first; k <= last; k++) {
    weights.push(float((Math.min(end, k + 1) - Math.max(begin, k)) / scale));
  }
  return { first, weights };
}

/** Output i lies between the centres of two inputs; beyond the outermost centres it is constant. */
function interpolate(i, scale, inputs) {
  const centre = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), inputs - 1);
  const first = Math.min(Math.floor(centre), Math.max(inputs - 2, 0));
  const part = float(centre - first);
  return { first, weights: inputs === 1 ? [1] : [float(1 - part), part] };
}

/** Tells of each output which inputs it is the weighted mean of. */
function outputs(from, to) {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => (to < from ? average(i, scale, from) : interpolate(i, scale, from)));
}

/** Resizes bytes [height, width] to [rows, columns], by columns, then by rows; rounds to the nearest byte. */
export function resize(pixels, height, width, rows, columns) {
  const across = outputs(width, columns);
  const down = outputs(height, rows);
  const narrow = new Float32Array(height * columns);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < columns; x++) {
      const { first, weights } = across[x];
      let sum = 0;
      for (let k = 0; k < weights.length; k++) {
        sum = float(sum + float(weights[k] * pixels[y * width + first + k]));
      }
      narrow[y * columns + x] = sum;
    }
  }
  const resized = new Uint8Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    const { first, weights } = down[y];
    for (let x = 0; x < columns; x++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) {
        sum = float(sum + float(weights[k] * narrow[(first + k) * columns + x]));
      }
      resized[y * columns + x] = Math.round(sum);
    }
  }
  return resized;
}
