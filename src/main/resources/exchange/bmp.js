// Mends a BMP as picture.PictureReader does: alpha that is 0 everywhere is no alpha.

const HEADER = 14; // of the file, before that of the picture
const ALPHA = HEADER + 52; // where the picture's header has the mask of alpha, if it is as long
const LONG = 56;

/** Takes the mask of alpha, in place, out of a BMP of 32 bits a pixel of which nothing could be seen. */
export function dropEmptyAlpha(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLong = bytes.length > ALPHA + 4 && view.getUint16(0) === 0x424d && view.getUint32(HEADER, true) >= LONG;
  const mask = isLong && view.getUint16(HEADER + 14, true) === 32 ? view.getUint32(ALPHA, true) : 0;
  if (mask === 0) return;
  for (let at = view.getUint32(10, true); at + 4 <= bytes.length; at += 4) {
    if ((view.getUint32(at, true) & mask) !== 0) return;
  }
  view.setUint32(ALPHA, 0, true);
}
