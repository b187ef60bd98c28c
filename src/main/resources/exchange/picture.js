// Makes of a decoded picture the image that the model takes, as picture.Picture: grey, bright on black, the longer
// side fitted to the model's, in the middle of a black square.
import { corners, onPixels, placed, widened, WHOLE } from "./box.js";
import { fittedColors, luminance } from "./colorpicture.js";
import { cutOut, SEARCHED, show } from "./cutout.js";
import { borderBrightness, fitted, greyPicture, inTheMiddle, inverted, range } from "./greypicture.js";
import { bounds } from "./mask.js";
import { part, turned, uprightSize } from "./orientation.js";
import { outline } from "./outline.js";

const LONGEST = 512; // more colours than are needed to show a thing in an image
const GROUND = 0.1; // of a drawn box, on each side: people draw close, and the ground is learned from the border
const MIDDLE = 127.5; // of the levels

/** Tells whether a thing is looked for in a picture of some size; "AUTO" does in every drawn box. */
export function isCropped(how, height, width) {
  return how.crop === "YES" || (how.crop === "AUTO" && (height > how.height || width > how.width || Boolean(how.box)));
}

/**
 * Prepares a decoded picture { rgba, height, width, orientation } for a model.
 *
 * how is { invert, crop, height, width, silhouette, box }. The answer has pixels [height * width] from 0 to 255, and
 * what was found: searched, mask, contrast in levels; box and outline in shares of the upright picture.
 */
export function prepared(decoded, how) {
  const picture = onGround(decoded, how.invert);
  const { orientation } = decoded;
  const size = uprightSize(orientation, picture);
  const searched = isCropped(how, picture.height, picture.width);
  if (searched) {
    const area = how.box ? onPixels(widened(how.box, GROUND), ...size) : WHOLE;
    const colors = turned(orientation, fittedColors(part(orientation, picture, area), LONGEST));
    const small = fittedColors(colors, SEARCHED);
    const mask = cutOut(small);
    if (mask) {
      const thing = show(mask, small, colors, how.invert, how.silhouette);
      return {
        pixels: inTheMiddle(fitted(thing.picture, how.height, how.width), how.height, how.width),
        inverted: thing.inverted,
        searched,
        found: true,
        contrast: thing.contrast,
        box: boxOf(mask, area),
        outline: outline(mask).map(([x, y]) => placed(area, [x / mask.width, y / mask.height])),
      };
    }
  }
  const box = how.box ? onPixels(how.box, ...size) : null;
  return whole(turned(orientation, part(orientation, picture, box ?? WHOLE)), how, searched, box);
}

function boxOf(mask, area) {
  const { top, left, bottom, right } = bounds(mask);
  return [
    ...placed(area, [left / mask.width, top / mask.height]),
    ...placed(area, [right / mask.width, bottom / mask.height]),
  ];
}

/** A bright border tells that a picture is to be inverted: of 70,000 images none has one. */
function whole({ channels, height, width }, how, searched, box) {
  const brightness = new Uint8Array(height * width);
  for (let i = 0; i < brightness.length; i++) brightness[i] = Math.round(luminance(channels, i));
  const grey = greyPicture(brightness, height, width);
  const small = fitted(grey, how.height, how.width);
  const isInverted = how.invert === "yes" || (how.invert === "auto" && borderBrightness(small) > MIDDLE);
  return {
    pixels: inTheMiddle(isInverted ? inverted(small) : small, how.height, how.width),
    inverted: isInverted,
    searched,
    found: false,
    contrast: range(grey),
    box,
    outline: box ? corners(box) : [],
  };
}

/** Lays a transparent picture on what it stands out from: white, or black if it is bright. */
function onGround({ rgba, height, width }, invert) {
  const channels = [0, 1, 2].map(() => new Uint8Array(height * width));
  let least = 255; // alpha
  for (let i = 0, at = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) channels[c][i] = rgba[at++];
    least = Math.min(least, rgba[at++]);
  }
  if (least < 255) {
    const bright = invert === "auto" ? visibleLuminance(channels, rgba) <= MIDDLE : invert !== "no";
    lay(channels, rgba, bright ? 255 : 0);
  }
  return { channels, height, width };
}

function lay(channels, rgba, ground) {
  for (let i = 0; i < channels[0].length; i++) {
    const share = Math.fround(rgba[4 * i + 3] / 255);
    const behind = Math.fround(Math.fround(1 - share) * ground);
    for (let c = 0; c < 3; c++) {
      channels[c][i] = Math.round(Math.fround(Math.fround(share * channels[c][i]) + behind));
    }
  }
}

/** Tells the mean luminance of what can be seen, 0 to 255; as many as transparent count. */
function visibleLuminance(channels, rgba) {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < channels[0].length; i++) {
    const alpha = rgba[4 * i + 3];
    sum += alpha * Math.round(luminance(channels, i));
    weight += alpha;
  }
  return weight === 0 ? 0 : sum / weight;
}
