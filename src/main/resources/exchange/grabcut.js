// Parts a thing from the ground on which it lies, as picture.cutout.GrabCut (Rother, Kolmogorov and Blake, 2004):
// mixtures of colours for both, and the cut that costs least between neighbours which look alike, in turn.
import { colorMixture } from "./colormixture.js";
import { GraphCut } from "./graphcut.js";

const COMPONENTS = 5;
const ROUNDS = 5;
const SMOOTHNESS = 25;
const FRAME = 1 / 20; // taken for ground, of the shorter side
const CENTRE = 1.5; // how much likelier things are in the middle, as a log
const FEWEST = 10; // pixels of a thing, and of the ground
const CERTAIN = 1e6; // what it costs to take the frame for the thing

/** Joins each pixel to its neighbours on the right and below: steps down and to the right. */
const NEIGHBOURS = [[0, 1], [1, -1], [1, 0], [1, 1]];

/** Finds the thing's pixels. */
export function grabCut(picture) {
  const { height, width } = picture;
  const costs = costsOf(picture);
  const frame = frameOf(height, width);
  let thing = frame.map((each) => 1 - each);
  for (let round = 0; round < ROUNDS; round++) {
    if (!isParted(thing)) return new Uint8Array(thing.length);
    const found = cut(picture, costs, frame, thing);
    if (found.every((each, i) => each === thing[i])) break;
    thing = found;
  }
  return isParted(thing) ? cut(picture, costs, new Uint8Array(thing.length), thing) : new Uint8Array(thing.length);
}

function isParted(thing) {
  const inside = which(thing, 1).length;
  return inside >= FEWEST && inside <= thing.length - FEWEST;
}

function frameOf(height, width) {
  const edge = Math.max(1, Math.round(FRAME * Math.min(height, width)));
  return Uint8Array.from({ length: height * width }, (_, i) => {
    const y = Math.floor(i / width);
    const x = i % width;
    return Number(y < edge || x < edge || y >= height - edge || x >= width - edge);
  });
}

function which(mask, value) {
  const found = [];
  mask.forEach((each, i) => each === value && found.push(i));
  return found;
}

function cut({ channels, height, width }, costs, frame, before) {
  const thing = colorMixture(channels, which(before, 1), COMPONENTS);
  const ground = colorMixture(channels, which(before, 0), COMPONENTS);
  const graph = new GraphCut(frame.length, 4 * frame.length);
  for (let i = 0; i < frame.length; i++) {
    const gain = Math.fround(ground(i) - thing(i)) + centre(i, height, width);
    graph.end(i, Math.max(0, gain), frame[i] ? CERTAIN : Math.max(0, -gain));
  }
  for (let i = 0; i < costs.length; i++) {
    if (costs[i] >= 0) {
      const [down, right] = NEIGHBOURS[i % 4];
      const pixel = i >> 2;
      graph.join(pixel, pixel + down * width + right, costs[i]);
    }
  }
  return graph.cut();
}

/** Expects things in the middle, where nothing else tells: from 1 there to -1 at the edges. */
function centre(pixel, height, width) {
  const y = ((Math.floor(pixel / width) + 0.5) / height) * 2 - 1;
  const x = (((pixel % width) + 0.5) / width) * 2 - 1;
  return CENTRE * (1 - 2 * Math.max(y * y, x * x));
}

/** Weighs all pairs of neighbours, once for all rounds; below 0 beyond the picture's edge. */
function costsOf({ channels, height, width }) {
  const beta = 1 / (2 * meanContrast(channels, height, width) + 1e-6);
  const costs = new Float32Array(NEIGHBOURS.length * height * width);
  for (let i = 0; i < costs.length; i++) {
    const [down, right] = NEIGHBOURS[i % 4];
    const a = i >> 2;
    const x = (a % width) + right;
    const inside = Math.floor(a / width) + down < height && x >= 0 && x < width;
    const length = down * right === 0 ? 1 : Math.sqrt(2);
    costs[i] = inside
      ? (SMOOTHNESS / length) * Math.exp(-beta * contrast(channels, a, a + down * width + right))
      : -1;
  }
  return costs;
}

function meanContrast(channels, height, width) {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      sum += contrast(channels, y * width + x, y * width + x + 1);
      count++;
    }
  }
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x < width; x++) {
      sum += contrast(channels, y * width + x, (y + 1) * width + x);
      count++;
    }
  }
  return sum / Math.max(1, count);
}

function contrast(channels, a, b) {
  let sum = 0;
  for (let c = 0; c < 3; c++) {
    const difference = Math.fround(channels[c][a] - channels[c][b]);
    sum += difference * difference;
  }
  return sum;
}
