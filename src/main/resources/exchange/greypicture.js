// Holds the brightness of a picture's pixels, as picture.GreyPicture.
import { resize } from "./resampling.js";

/** Makes one of brightness [height, width], luminance by ITU-R BT.601 from 0 (black) to 255 (white). */
export function greyPicture(brightness, height, width) {
  return { brightness, height, width };
}

/** Exchanges bright and dark. */
export function inverted({ brightness, height, width }) {
  return greyPicture(brightness.map((each) => 255 - each), height, width);
}

/** Tells by how many levels the brightest pixel differs from the darkest. */
export function range({ brightness }) {
  let least = 255;
  let most = 0;
  for (const each of brightness) {
    least = Math.min(least, each);
    most = Math.max(most, each);
  }
  return Math.max(0, most - least);
}

/** Averages the brightness of the outermost pixels, from 0 to 255. */
export function borderBrightness({ brightness, height, width }) {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    const edge = y === 0 || y === height - 1;
    for (let x = 0; x < width; x += edge || width === 1 ? 1 : width - 1) {
      sum += brightness[y * width + x];
      count++;
    }
  }
  return sum / count;
}

/** Resizes it to be as large as it can be inside. */
export function fitted({ brightness, height, width }, mostRows, mostColumns) {
  const scale = Math.min(mostRows / height, mostColumns / width);
  const rows = Math.max(1, Math.round(scale * height));
  const columns = Math.max(1, Math.round(scale * width));
  return greyPicture(resize(brightness, height, width, rows, columns), rows, columns);
}

/** Puts it in the middle of a black image [rows, columns]. */
export function inTheMiddle({ brightness, height, width }, rows, columns) {
  const pixels = new Uint8Array(rows * columns);
  const first = Math.floor((rows - height) / 2) * columns + Math.floor((columns - width) / 2);
  for (let y = 0; y < height; y++) {
    pixels.set(brightness.subarray(y * width, (y + 1) * width), first + y * columns);
  }
  return pixels;
}
