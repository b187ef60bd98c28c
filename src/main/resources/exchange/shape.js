// Measures what a thing in an image looks like, whatever it is, as picture.Shape: outline, symmetry, texture.
import { bounds, filled } from "./mask.js";

const VISIBLE = 13; // of 255: less is ground
const FEWEST = 4; // pixels
const EPSILON = 0.02; // of what is looked at as a logarithm

/**
 * Measures a thing in pixels [height * width], bright on black: share of its box that it covers; logarithm of width to
 * height; length of its outline to that of a square as large; logarithms of the shares in which left and right, top
 * and bottom differ; mean, spread and roughness of its tones; share of its box's edges that it touches. Null if there
 * is next to nothing.
 */
export function shapeOf(pixels, height, width, silhouette) {
  const tone = (i) => toneOf(pixels[i], silhouette);
  const visible = Uint8Array.from(pixels, (each) => Number(each >= VISIBLE));
  let shown = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < pixels.length; i++) {
    if (visible[i]) {
      shown++;
      sum += tone(i);
      squares += tone(i) * tone(i);
    }
  }
  if (shown < FEWEST) return null;
  const mask = filled({ thing: visible, height, width });
  const { thing } = mask;
  const { top, left, bottom, right } = bounds(mask);
  const rows = bottom - top;
  const columns = right - left;
  const count = { area: 0, outline: 0, mirrored: 0, upended: 0, touching: 0, steps: 0, rough: 0 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!thing[i]) continue;
      count.area++;
      count.mirrored += thing[y * width + width - 1 - x];
      count.upended += thing[(height - 1 - y) * width + x];
      count.touching += [y === top, y === bottom - 1, x === left, x === right - 1].filter(Boolean).length;
      const near = [
        x > 0 && thing[i - 1], y > 0 && thing[i - width],
        x + 1 < width && thing[i + 1], y + 1 < height && thing[i + width],
      ].filter(Boolean).length;
      count.outline += 4 - near;
      if (near === 4) {
        count.rough += Math.abs(tone(i) - tone(i - 1)); // one by one, as sums are rounded
        count.rough += Math.abs(tone(i) - tone(i - width));
        count.steps++;
      }
    }
  }
  const { area } = count;
  const mean = sum / shown;
  return [
    area / (rows * columns),
    Math.log(columns / rows),
    count.outline / (4 * Math.sqrt(area)),
    Math.log(1 - count.mirrored / area + EPSILON),
    Math.log(1 - count.upended / area + EPSILON),
    mean,
    Math.log(Math.sqrt(Math.max(0, squares / shown - mean * mean)) + EPSILON),
    Math.log(count.rough / Math.max(1, count.steps) + EPSILON),
    count.touching / (2 * (rows + columns)),
  ];
}

/** Takes the silhouette's share out of a brightness; 0 to 1. */
function toneOf(pixel, silhouette) {
  const brightness = pixel / 255;
  return silhouette < 1 ? Math.max(0, brightness - silhouette) / (1 - silhouette) : brightness;
}
