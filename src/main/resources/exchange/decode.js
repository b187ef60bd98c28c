// Lets the browser decode a picture, and takes its pixels as they were stored.
import { thousands } from "../web/dom.js";
import { dropEmptyAlpha } from "./bmp.js";
import { takeOrientation } from "./exif.js";
import { ended, isCut, isWithoutEnd } from "./jpeg.js";

const MOST_PIXELS = 60_000_000; // as picture.PictureReader: more than most cameras make
const ENOUGH = 1024; // of a side, where a thing is cut out: pixels of larger pictures are left out
const TILE = 2048; // pixels of a side: larger canvases are not to be had everywhere

const UNCHANGED = { colorSpaceConversion: "none", premultiplyAlpha: "none" };

/** Tells width and height from a file's header, before its pixels take memory. */
async function sizeOf(blob) {
  const image = new Image();
  const url = URL.createObjectURL(blob);
  try {
    await new Promise((done, failed) => {
      image.onload = done;
      image.onerror = () => failed(new Error("found no picture that this browser can read; convert it to PNG"));
      image.src = url;
    });
    return [image.naturalHeight, image.naturalWidth];
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Decodes a picture: { rgba, height, width, orientation }, as the file has it, not turned. Of a large one of which a
 * thing is cut out, every second, third ... row and column is taken.
 */
export async function decode(blob, isCropped) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (bytes.length === 0) throw new Error("found an empty file; copy it again");
  const orientation = takeOrientation(bytes);
  dropEmptyAlpha(bytes);
  const isOpen = isWithoutEnd(bytes);
  const file = new Blob([isOpen ? ended(bytes) : bytes], { type: blob.type });
  const [height, width] = await sizeOf(file);
  if (height * width > MOST_PIXELS) {
    const most = thousands(MOST_PIXELS);
    throw new Error(`found a picture of ${width} x ${height} pixels, expected at most ${most} pixels; make it smaller`);
  }
  const picture = await createImageBitmap(file, UNCHANGED).catch(() => {
    throw new Error("found a damaged picture; copy it again");
  });
  const larger = Math.max(picture.height, picture.width);
  const step = isCropped(picture.height, picture.width) ? Math.max(1, Math.floor(larger / ENOUGH)) : 1;
  const decoded = { ...pixels(picture, step), orientation };
  picture.close();
  if (isOpen && isCut(decoded)) throw new Error("found a damaged picture (it ends early); copy it again");
  return decoded;
}

/** Reads every so many pixels, tile by tile. */
function pixels(picture, step) {
  const height = Math.ceil(picture.height / step);
  const width = Math.ceil(picture.width / step);
  const rgba = new Uint32Array(height * width);
  const side = step * Math.floor(TILE / step);
  const canvas = document.createElement("canvas");
  canvas.height = Math.min(side, picture.height);
  canvas.width = Math.min(side, picture.width);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  for (let top = 0; top < picture.height; top += side) {
    for (let left = 0; left < picture.width; left += side) {
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, -left, -top);
      const rows = Math.min(canvas.height, picture.height - top);
      const columns = Math.min(canvas.width, picture.width - left);
      const tile = new Uint32Array(context.getImageData(0, 0, columns, rows).data.buffer);
      for (let y = 0; y < rows; y += step) {
        const row = ((top + y) / step) * width + left / step;
        for (let x = 0; x < columns; x += step) rgba[row + x / step] = tile[y * columns + x];
      }
    }
  }
  return { rgba: new Uint8ClampedArray(rgba.buffer), height, width };
}
