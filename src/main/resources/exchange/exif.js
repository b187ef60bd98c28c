// Reads how a camera was held from a picture's EXIF data, as picture.Exif. They are a TIFF file (Exif 2.32, 4.5) in
// a JPEG's APP1 segment, a PNG's eXIf chunk, a WebP's EXIF chunk.

const ORIENTATION = 274;
const START_OF_SCAN = 0xda;
const APP1 = 0xe1;

const text = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

/** Finds where EXIF data begin in a file's bytes; -1 if there are none. */
function start(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint16(0) === 0xffd8) return inSegments(bytes, view);
  if (text(bytes, 1, 4) === "PNG") return inChunks(bytes, 8, 4, "eXIf", (at) => 12 + view.getUint32(at));
  if (text(bytes, 8, 12) === "WEBP") {
    const even = (length) => length + (length % 2);
    return inChunks(bytes, 12, 0, "EXIF", (at) => 8 + even(view.getUint32(at + 4, true)));
  }
  return -1;
}

/** Passes over fill bytes and stray bytes on the way to the next marker of a JPEG. */
function inSegments(bytes, view) {
  let at = 2;
  while (at + 10 < bytes.length) {
    const kind = bytes[at + 1];
    if (bytes[at] !== 0xff || kind < 0xc0 || kind === 0xff || (kind >= 0xd0 && kind <= 0xd8)) {
      at++;
      continue;
    }
    if (kind === START_OF_SCAN) return -1;
    if (kind === APP1 && text(bytes, at + 4, at + 10) === "Exif\0\0") return at + 10;
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return -1;
}

function inChunks(bytes, first, letters, name, length) {
  for (let at = first; at + 12 <= bytes.length; at += length(at)) {
    if (text(bytes, at + letters, at + letters + 4) === name) {
      return at + (text(bytes, at + 8, at + 14) === "Exif\0\0" ? 14 : 8); // as some name it in chunks too
    }
  }
  return -1;
}

/**
 * Takes the orientation out of a file's bytes, in place, so that a browser does not turn the picture: it is prepared as
 * it was stored, and turned then. Returns it; 1, upright, where nothing is said or it is broken.
 */
export function takeOrientation(bytes) {
  try {
    const from = start(bytes);
    if (from < 0) return 1;
    const tiff = new DataView(bytes.buffer, bytes.byteOffset + from, bytes.length - from);
    const little = tiff.getUint16(0) === 0x4949;
    const directory = tiff.getUint32(4, little);
    for (let i = 0; i < tiff.getUint16(directory, little); i++) {
      const entry = directory + 2 + 12 * i; // tag, type, count, value
      if (tiff.getUint16(entry, little) === ORIENTATION) {
        const number = tiff.getUint16(entry + 8, little);
        tiff.setUint16(entry + 8, 1, little);
        return number;
      }
    }
  } catch (error) { // the pixels can be read: what is missing is beside
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}
