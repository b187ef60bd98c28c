// Knows a ground that a program has painted, and no camera, as picture.cutout.PlainGround: one colour along most of
// the border, which the thing may touch.

const SAME = 3; // levels that JPEG may change
const OTHER = 10;
const SHARE = 0.5;

/** Finds the pixels that are not of the border's colour; null if it has none. */
export function thingOnPlainGround({ channels, height, width }) {
  const border = borderOf(height, width);
  const ground = channels.map((channel) => {
    const levels = Float32Array.from(border, (i) => channel[i]).sort();
    return levels[Math.floor(levels.length / 2)];
  });
  if (border.filter((i) => distance(channels, i, ground) <= SAME).length < SHARE * border.length) return null;
  return Uint8Array.from({ length: height * width }, (_, i) => Number(distance(channels, i, ground) > OTHER));
}

/** Lists the outermost pixels, those of the corners twice. */
function borderOf(height, width) {
  const border = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) border.push(y * width, y * width + width - 1);
  return border;
}

function distance(channels, pixel, from) {
  let largest = 0;
  for (let c = 0; c < 3; c++) {
    largest = Math.max(largest, Math.abs(Math.fround(channels[c][pixel] - from[c])));
  }
  return largest;
}
