// Tells how unlike the images that a model has learned from another is, as picture.Likeness.
import { shapeOf } from "./shape.js";

const MOST = 99; // of an image that shows nothing

/** Is by how many levels of 255 a thing differs from its ground at least, if it is seen well. */
export const FAINT = 20;

/**
 * Tells how unlike the training images a prepared picture is: 1 and less as they are among themselves, more where few
 * of them are or a thing is faint. likeness is { mean, precision, usual }.
 */
export function unlikeness(likeness, picture, { height, width, silhouette }) {
  if (picture.searched && !picture.found) return MOST;
  const shape = shapeOf(picture.pixels, height, width, picture.found ? silhouette : 0); // a whole picture is all tone
  const ratio = shape ? distance(likeness, shape) / likeness.usual : MOST;
  const faint = picture.found ? FAINT / picture.contrast : 0;
  const most = faint > 1 ? Math.max(ratio, faint) : ratio;
  return most < MOST ? most : MOST; // also where it is no number
}

/** Computes the Mahalanobis distance. */
function distance({ mean, precision }, shape) {
  let sum = 0;
  for (let i = 0; i < mean.length; i++) {
    for (let k = 0; k < mean.length; k++) {
      sum += (shape[i] - mean[i]) * precision[i][k] * (shape[k] - mean[k]);
    }
  }
  return Math.sqrt(Math.max(0, sum));
}
