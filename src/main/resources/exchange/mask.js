// Marks the pixels of a thing, as picture.cutout.Mask: thing is [height * width] in row-major order, 0 or 1.

const DOWN = [-1, 0, 1, 0, -1, -1, 1, 1];
const RIGHT = [0, -1, 0, 1, -1, 1, -1, 1];
const BEFORE = [0, 1, 4, 5]; // of these directions, in row-major order
const AFTER = [2, 3, 6, 7];

/** Leaves out the parts that are smaller than a share of the largest. */
export function parts(mask, share) {
  const { thing, height, width } = mask;
  const part = new Int32Array(thing.length); // from 1
  const size = [0];
  const queue = new Int32Array(thing.length);
  let largest = 0;
  for (let i = 0; i < thing.length; i++) {
    if (thing[i] && part[i] === 0) {
      size.push(flood(mask, i, size.length, part, queue));
      largest = Math.max(largest, size[size.length - 1]);
    }
  }
  return { thing: thing.map((each, i) => Number(each && size[part[i]] >= share * largest)), height, width };
}

/** Marks all that hangs together with a pixel, corners included, and counts it. */
function flood(mask, from, mark, part, queue) {
  let end = 1;
  queue[0] = from;
  part[from] = mark;
  for (let at = 0; at < end; at++) {
    for (let k = 0; k < DOWN.length; k++) {
      const next = neighbour(mask, queue[at], k);
      if (next >= 0 && mask.thing[next] && part[next] === 0) {
        part[next] = mark;
        queue[end++] = next;
      }
    }
  }
  return end;
}

function neighbour({ height, width }, pixel, direction) {
  const y = Math.floor(pixel / width) + DOWN[direction];
  const x = (pixel % width) + RIGHT[direction];
  return y < 0 || x < 0 || y >= height || x >= width ? -1 : y * width + x;
}

/** Fills what the border cannot be reached from, over edges alone. */
export function filled({ thing, height, width }) {
  const outside = new Uint8Array(thing.length);
  const queue = new Int32Array(thing.length);
  let end = 0;
  const enter = (pixel) => {
    if (thing[pixel] || outside[pixel]) return;
    outside[pixel] = 1;
    queue[end++] = pixel;
  };
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 || width === 1 ? 1 : width - 1;
    for (let x = 0; x < width; x += step) enter(y * width + x);
  }
  for (let at = 0; at < end; at++) {
    const pixel = queue[at];
    const x = pixel % width;
    if (pixel >= width) enter(pixel - width);
    if (x > 0) enter(pixel - 1);
    if (pixel < thing.length - width) enter(pixel + width);
    if (x < width - 1) enter(pixel + 1);
  }
  return { thing: outside.map((each) => 1 - each), height, width };
}

/**
 * Leaves out what reaches in from the picture's edge and is thin beside the rest, as an arm, a hanger or a cord;
 * nothing where the rest touches the edge too. Thin is a share of what is thickest.
 */
export function withoutArms(mask, thin) {
  const { thing, height, width } = mask;
  const depth = distances(mask, 0);
  const radius = thin * depth.reduce((most, each) => Math.max(most, each), 0);
  const deep = Uint8Array.from(depth, (each) => Number(each > radius));
  const beside = distances({ thing: deep, height, width }, 1);
  const arms = new Uint8Array(thing.length);
  for (let i = 0; i < arms.length; i++) {
    const thick = thing[i] && beside[i] <= radius + 1;
    if (thick && atEdge(mask, i)) return mask;
    arms[i] = Number(thing[i] && !thick);
  }
  const part = new Int32Array(thing.length);
  const queue = new Int32Array(thing.length);
  const left = thing.slice();
  let count = 0;
  for (let i = 0; i < arms.length; i++) {
    if (arms[i] && part[i] === 0) {
      const arm = queue.subarray(0, flood({ thing: arms, height, width }, i, ++count, part, queue));
      if (arm.some((each) => atEdge(mask, each))) arm.forEach((each) => (left[each] = 0));
    }
  }
  return { thing: left, height, width };
}

function atEdge({ height, width }, pixel) {
  const y = Math.floor(pixel / width);
  const x = pixel % width;
  return y === 0 || x === 0 || y === height - 1 || x === width - 1;
}

/**
 * Measures how far each pixel is from the thing (1) or from the ground (0), in steps of 1 and of 4/3 over corners
 * (Borgefors, 1986); the thing goes on beyond the picture's edge.
 */
function distances(mask, from) {
  const { thing, height, width } = mask;
  const far = Float64Array.from(thing, (each) => (each === from ? 0 : height + width));
  const nearer = (pixel, directions) => {
    for (const k of directions) {
      const next = neighbour(mask, pixel, k);
      if (next >= 0) far[pixel] = Math.min(far[pixel], far[next] + (DOWN[k] * RIGHT[k] === 0 ? 1 : 4 / 3));
    }
  };
  for (let i = 0; i < far.length; i++) nearer(i, BEFORE);
  for (let i = far.length - 1; i >= 0; i--) nearer(i, AFTER);
  return far;
}

/** Tells the share of the pixels that are the thing's. */
export function share({ thing }) {
  return thing.reduce((sum, each) => sum + each, 0) / thing.length;
}

/** Bounds the thing: its rows and columns, the last ones not included. */
export function bounds({ thing, height, width }) {
  let [top, left, bottom, right] = [height, width, 0, 0];
  for (let i = 0; i < thing.length; i++) {
    if (thing[i]) {
      const y = Math.floor(i / width);
      const x = i % width;
      top = Math.min(top, y);
      bottom = y + 1;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
    }
  }
  return { top, left, bottom, right };
}
