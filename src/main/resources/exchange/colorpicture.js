// Holds a picture's colours, in a size in which a thing can be told from its ground, as picture.ColorPicture.

const float = Math.fround;

/** Averages pixels [height, width] in each of three channels to fit into a square; leaves what does. */
export function fittedColors({ channels, height: rows, width: columns }, longest) {
  const scale = Math.min(1, longest / Math.max(rows, columns));
  const height = Math.max(1, Math.round(scale * rows));
  const width = Math.max(1, Math.round(scale * columns));
  const counts = new Int32Array(height * width);
  const sums = channels.map(() => new Float32Array(height * width));
  const binOf = Int32Array.from({ length: columns }, (_, x) => Math.floor((x * width) / columns));
  for (let y = 0; y < rows; y++) {
    const first = Math.floor((y * height) / rows) * width;
    for (let x = 0; x < columns; x++) {
      const bin = first + binOf[x];
      counts[bin]++;
      for (let c = 0; c < 3; c++) sums[c][bin] += channels[c][y * columns + x];
    }
  }
  for (const channel of sums) {
    for (let i = 0; i < channel.length; i++) channel[i] /= counts[i];
  }
  return { channels: sums, height, width };
}

/** Tells a pixel's luminance by ITU-R BT.601, 0 to 255. */
export function luminance([red, green, blue], pixel) {
  const sum = float(float(RED * red[pixel]) + float(GREEN * green[pixel]));
  return float(sum + float(BLUE * blue[pixel]));
}

const RED = float(0.299);
const GREEN = float(0.587);
const BLUE = float(0.114);
