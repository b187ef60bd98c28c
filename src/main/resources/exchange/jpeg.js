// Mends a JPEG that has all its pixels, but no end, which some browsers refuse; not one that ends early.

const END_OF_IMAGE = [0xff, 0xd9];
const PROGRESSIVE = 0xc2; // a frame of which each pixel is told in many scans
const MISSING = 128; // the level of what a decoder makes up
const CORNER = 2; // pixels: within the last block, of which every third may be left

/** Tells whether a file's bytes are a JPEG that ends otherwise than with its end, and is told in one scan. */
export function isWithoutEnd(bytes) {
  const isJpeg = bytes.length > 4 && bytes[0] === 0xff && bytes[1] === 0xd8;
  return isJpeg && !END_OF_IMAGE.every((each, i) => each === bytes[bytes.length - 2 + i])
    && !bytes.some((each, i) => each === 0xff && bytes[i + 1] === PROGRESSIVE);
}

/** Adds the end. */
export function ended(bytes) {
  const whole = new Uint8Array(bytes.length + END_OF_IMAGE.length);
  whole.set(bytes);
  whole.set(END_OF_IMAGE, bytes.length);
  return whole;
}

/** Tells whether the last block of a decoded JPEG was missing. */
export function isCut({ rgba, height, width }) {
  for (let y = Math.max(0, height - CORNER); y < height; y++) {
    for (let x = Math.max(0, width - CORNER); x < width; x++) {
      for (let c = 0; c < 3; c++) {
        if (rgba[4 * (y * width + x) + c] !== MISSING) return false;
      }
    }
  }
  return true;
}
