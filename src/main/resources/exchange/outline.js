// Traces the outer contour of a thing, as a polygon of few points, as picture.cutout.Outline.
import { parts } from "./mask.js";

const MOST_POINTS = 200;
const DEVIATION = 0.4; // pixels of the mask: less is no shape of the thing
const X = [1, 0, -1, 0]; // right, down, left, up
const Y = [0, 1, 0, -1];

/** Traces a mask's largest part clockwise: points [x, y], in pixels of the mask; none if there is no thing. */
export function outline(mask) {
  const ring = contour(parts(mask, 1));
  if (ring.length === 0) return ring;
  let most = DEVIATION;
  let simple = simplified(ring, most);
  while (simple.length > MOST_POINTS) {
    most *= 1.5;
    simple = simplified(ring, most);
  }
  return simple;
}

/** Walks along the edges of pixels with the thing at the right hand, and notes their midpoints. */
function contour(mask) {
  const points = [];
  const first = mask.thing.indexOf(1);
  if (first < 0) return points;
  const startX = first % mask.width;
  const startY = Math.floor(first / mask.width);
  let [x, y, way] = [startX, startY, 0];
  do {
    points.push([x + X[way] / 2, y + Y[way] / 2]);
    x += X[way];
    y += Y[way];
    if (ahead(mask, x, y, way, (way + 3) % 4)) way = (way + 3) % 4;
    else if (!ahead(mask, x, y, way, (way + 1) % 4)) way = (way + 1) % 4;
  } while (x !== startX || y !== startY || way !== 0);
  return points;
}

/** Tells whether the pixel before a corner, to one side of a way, is the thing's. */
function ahead({ thing, height, width }, x, y, way, side) {
  const column = x + (X[way] + X[side] - 1) / 2;
  const row = y + (Y[way] + Y[side] - 1) / 2;
  return column >= 0 && row >= 0 && column < width && row < height && thing[row * width + column] === 1;
}

/** Leaves out points near the lines that remain (Ramer, 1972; Douglas and Peucker, 1973). */
function simplified(ring, most) {
  const opposite = farthest(ring, 0, ring.length);
  const kept = new Set([0, opposite]);
  keep(ring, 0, opposite, most, kept);
  keep(ring, opposite, ring.length, most, kept);
  return ring.filter((_, i) => kept.has(i));
}

function keep(ring, from, to, most, kept) {
  const middle = farthest(ring, from, to);
  if (middle > from && distance(ring, middle, from, to) > most) {
    kept.add(middle);
    keep(ring, from, middle, most, kept);
    keep(ring, middle, to, most, kept);
  }
}

/** Finds the point between two others that is farthest from the line through them. */
function farthest(ring, from, to) {
  let found = from;
  let largest = -1;
  for (let i = from + 1; i < to; i++) {
    const each = distance(ring, i, from, to);
    if (each > largest) {
      largest = each;
      found = i;
    }
  }
  return found;
}

/** Measures from a point to the line between two others, which may be one and the same. */
function distance(ring, point, from, to) {
  const [x, y] = ring[point];
  const [ax, ay] = ring[from];
  const [bx, by] = ring[to % ring.length];
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / square;
  const within = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - within * dx, y - ay - within * dy);
}
