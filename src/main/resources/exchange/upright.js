// Sets a thing upright, as picture.Upright: by the smallest rectangle around it, turned by no more than a camera is
// turned by hand.

const MOST = 10; // degrees, to either side
const GAIN = 0.003; // of the area, for each degree: less is chance
const RADIANS = 0.017453292519943295; // of a degree

/** Finds the rectangle around a mask's thing: its size, and where a place in it, from 0 to 1, lies in the mask. */
export function upright({ thing, height, width }) {
  const corners = [];
  for (let y = 0; y < height; y++) {
    const row = thing.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(1);
    const end = row.lastIndexOf(1) + 1;
    if (first >= 0) corners.push([first, y], [first, y + 1], [end, y], [end, y + 1]);
  }
  let best = around(0, corners);
  let least = best.height * best.width;
  for (let degrees = -MOST; degrees <= MOST; degrees++) {
    const each = around(degrees * RADIANS, corners);
    const area = each.height * each.width * (1 + GAIN * Math.abs(degrees));
    if (area < least) {
      best = each;
      least = area;
    }
  }
  return best;
}

function around(angle, corners) {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [cornerX, cornerY] of corners) {
    const x = cornerX * cos + cornerY * sin;
    const y = cornerY * cos - cornerX * sin;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const height = bottom - top;
  const width = right - left;
  return {
    height,
    width,
    y: (down, across) => (left + across * width) * sin + (top + down * height) * cos,
    x: (down, across) => (left + across * width) * cos - (top + down * height) * sin,
  };
}
