// Finds the thing in a picture and shows it bright on black, as picture.Cutout.
import { luminance } from "./colorpicture.js";
import { grabCut } from "./grabcut.js";
import { greyPicture } from "./greypicture.js";
import { filled, parts, share, withoutArms } from "./mask.js";
import { thingOnPlainGround } from "./plainground.js";
import { plane } from "./plane.js";
import { upright } from "./upright.js";

/** Is the longer side of the picture in which a thing is looked for: larger ones gain nothing. */
export const SEARCHED = 128;

const THIN = 0.5; // of what is thickest: an arm that reaches in, a cord
const SMALLEST = 0.01; // of the picture
const LARGEST = 0.98;
const BRIGHTEST = 0.98; // the share of a thing's pixels below full white
const LEAST_CONTRAST = 8; // levels: less is noise

/** Looks for a thing in a picture that fits into SEARCHED; its mask, or null where nothing stands out. */
export function cutOut(small) {
  const { height, width } = small;
  // A painted thing may have loose parts; of a photograph's the largest is the thing.
  const painted = thingOnPlainGround(small);
  const found = filled(painted
    ? parts({ thing: painted, height, width }, 0.02)
    : parts(withoutArms(parts({ thing: grabCut(small), height, width }, 1), THIN), 1));
  return share(found) < SMALLEST || share(found) > LARGEST ? null : found;
}

const clipped = (value, least, most) => Math.min(Math.max(value, least), most);

/**
 * Shows the thing as its difference from the ground, stretched to the full range.
 *
 * small is the picture in which it was found, picture the same one, as large or larger; invert "auto", "yes" or "no".
 */
export function show(mask, small, picture, invert, silhouette) {
  const ground = plane((i) => !mask.thing[i], (i) => luminance(small.channels, i), mask.height, mask.width);
  const inside = [];
  mask.thing.forEach((each, i) => {
    if (each) inside.push(ground(Math.floor(i / mask.width), i % mask.width) - luminance(small.channels, i));
  });
  const darker = Float64Array.from(inside).sort(); // than the ground
  const inverted = invert === "auto" ? darker[Math.floor(darker.length / 2)] >= 0 : invert === "yes";
  const sign = inverted ? 1 : -1;
  const contrasts = darker.map((each) => sign * each).sort();
  const contrast = contrasts[Math.floor(BRIGHTEST * (contrasts.length - 1))];
  const most = Math.max(LEAST_CONTRAST, contrast);

  const frame = upright(mask);
  const scale = picture.height / mask.height;
  const across = picture.width / mask.width;
  const rows = Math.max(1, Math.round(frame.height * scale));
  const columns = Math.max(1, Math.round(frame.width * across));
  const brightness = new Uint8Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const down = (y + 0.5) / rows;
      const right = (x + 0.5) / columns;
      const maskY = frame.y(down, right);
      const maskX = frame.x(down, right);
      const pixelY = clipped(Math.trunc(maskY * scale), 0, picture.height - 1);
      const pixelX = clipped(Math.trunc(maskX * across), 0, picture.width - 1);
      const behind = ground(maskY - 0.5, maskX - 0.5);
      const difference = sign * (behind - luminance(picture.channels, pixelY * picture.width + pixelX));
      const tone = clipped(difference / most, 0, 1);
      const value = covered(mask, maskY - 0.5, maskX - 0.5) * (silhouette + (1 - silhouette) * tone);
      brightness[y * columns + x] = Math.round(255 * value);
    }
  }
  return { picture: greyPicture(brightness, rows, columns), inverted, contrast };
}

/** Tells how much of a place the thing covers, 0 to 1: between the centres of the mask's pixels. */
function covered(mask, y, x) {
  const top = Math.floor(y);
  const left = Math.floor(x);
  const down = y - top;
  const right = x - left;
  return (1 - down) * ((1 - right) * at(mask, top, left) + right * at(mask, top, left + 1))
    + down * ((1 - right) * at(mask, top + 1, left) + right * at(mask, top + 1, left + 1));
}

/** Tells whether the thing is there; beyond the picture as at its edge. */
function at({ thing, height, width }, y, x) {
  return thing[clipped(y, 0, height - 1) * width + clipped(x, 0, width - 1)];
}
