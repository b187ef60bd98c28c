// Describes a set of colours by a few Gaussian distributions, as picture.cutout.ColorMixture.

const CHANNELS = 3;
const ROUNDS = 8;
const NOISE = 3; // variance that no picture is without, in levels squared
const RANDOM = [ // the first numbers of java.util.Random(1): more components are not asked for
  0.7308781907032909, 0.41008081149220166, 0.20771484130971707, 0.3327170559595112, 0.9677559094241207,
];

const float = Math.fround;

/** Fits a mixture to some pixels of a picture: k-means, seeded as k-means++ has it; tells what colours cost. */
export function colorMixture(colors, pixels, components) {
  const mean = Array.from({ length: Math.min(components, pixels.length) }, () => new Float32Array(CHANNELS));
  seed(colors, pixels, mean);
  const component = new Uint8Array(pixels.length);
  let moved = true;
  for (let round = 0; round < ROUNDS && moved; round++) {
    moved = round === 0;
    for (let i = 0; i < pixels.length; i++) {
      const nearest = nearestTo(colors, pixels[i], mean);
      moved = moved || nearest !== component[i];
      component[i] = nearest;
    }
    average(colors, pixels, component, mean);
  }
  const parts = mean.map((each, k) => described(colors, pixels, component, each, k));
  return (pixel) => cost(colors, pixel, mean, parts);
}

function seed(colors, pixels, mean) {
  const distance = new Float32Array(pixels.length).fill(Infinity);
  let chosen = pixels[Math.floor(pixels.length / 2)];
  mean.forEach((each, k) => {
    for (let c = 0; c < CHANNELS; c++) each[c] = colors[c][chosen];
    let sum = 0;
    for (let i = 0; i < pixels.length; i++) {
      distance[i] = Math.min(distance[i], squared(colors, pixels[i], each));
      sum += distance[i];
    }
    let left = RANDOM[k] * sum;
    for (let i = 0; i < pixels.length && left >= 0; i++) {
      left -= distance[i];
      chosen = pixels[i];
    }
  });
}

function squared(colors, pixel, to) {
  const red = float(colors[0][pixel] - to[0]);
  const green = float(colors[1][pixel] - to[1]);
  const blue = float(colors[2][pixel] - to[2]);
  return float(float(float(red * red) + float(green * green)) + float(blue * blue));
}

function nearestTo(colors, pixel, mean) {
  let nearest = 0;
  let least = Infinity;
  for (let k = 0; k < mean.length; k++) {
    const distance = squared(colors, pixel, mean[k]);
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}

function average(colors, pixels, component, mean) {
  const count = mean.map(() => 0);
  const sum = mean.map(() => new Float64Array(CHANNELS));
  for (let i = 0; i < pixels.length; i++) {
    count[component[i]]++;
    for (let c = 0; c < CHANNELS; c++) sum[component[i]][c] += colors[c][pixels[i]];
  }
  mean.forEach((each, k) => {
    for (let c = 0; c < CHANNELS && count[k] > 0; c++) each[c] = sum[k][c] / count[k];
  });
}

/** Tells of a component its inverse covariance, row by row, and -log weight + log det / 2. */
function described(colors, pixels, component, mean, k) {
  let count = 0;
  const covariance = new Float64Array(CHANNELS * CHANNELS);
  for (let i = 0; i < pixels.length; i++) {
    if (component[i] !== k) continue;
    count++;
    for (let a = 0; a < CHANNELS; a++) {
      const difference = float(colors[a][pixels[i]] - mean[a]);
      for (let b = 0; b < CHANNELS; b++) {
        covariance[a * CHANNELS + b] += float(difference * float(colors[b][pixels[i]] - mean[b]));
      }
    }
  }
  for (let i = 0; i < covariance.length; i++) covariance[i] /= Math.max(1, count);
  for (let a = 0; a < CHANNELS; a++) covariance[a * CHANNELS + a] += NOISE;
  const { precision, determinant } = inverse(covariance);
  const weight = Math.max(count, 1e-6) / pixels.length;
  return { precision, offset: float(Math.log(determinant) / 2 - Math.log(weight)) };
}

/** Inverts a symmetric 3 x 3 matrix. */
function inverse(m) {
  const a = m[4] * m[8] - m[5] * m[7];
  const b = m[5] * m[6] - m[3] * m[8];
  const c = m[3] * m[7] - m[4] * m[6];
  const determinant = m[0] * a + m[1] * b + m[2] * c;
  const adjugate = [
    a, m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
    b, m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
    c, m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3],
  ];
  return { precision: Float32Array.from(adjugate, (each) => each / determinant), determinant };
}

/** Tells how unlike the mixture a colour is: -log density of the best component, less 1.5 log 2π. */
function cost(colors, pixel, mean, parts) {
  let least = Infinity;
  for (let k = 0; k < parts.length; k++) {
    const p = parts[k].precision;
    const r = float(colors[0][pixel] - mean[k][0]);
    const g = float(colors[1][pixel] - mean[k][1]);
    const b = float(colors[2][pixel] - mean[k][2]);
    const red = float(r * float(float(float(p[0] * r) + float(p[1] * g)) + float(p[2] * b)));
    const green = float(g * float(float(float(p[3] * r) + float(p[4] * g)) + float(p[5] * b)));
    const blue = float(b * float(float(float(p[6] * r) + float(p[7] * g)) + float(p[8] * b)));
    const distance = float(float(red + green) + blue);
    least = Math.min(least, float(parts[k].offset + float(distance / 2)));
  }
  return least;
}
