// Answers in the page what web/server.js asks a server.
import { byId } from "../web/dom.js";
import { probabilities } from "./classifier.js";
import { decode } from "./decode.js";
import { doubtOf } from "./doubt.js";
import { unlikeness } from "./likeness.js";
import { model } from "./model.js";
import { isCropped, prepared } from "./picture.js";

const PAINTED = 20; // milliseconds in which a browser shows what has changed

/** The prediction of a picture, in a file's bytes, of which a box may be all that counts. */
export async function classified(blob, invert = "auto", box = null) {
  const { classNames, height, width, crop, silhouette, likeness, doubts } = model;
  const how = { invert, crop, height, width, silhouette, box };
  const decoded = await decode(blob, (...size) => isCropped(how, ...size));
  const picture = prepared(decoded, how);
  const shares = [...probabilities(model.layers, picture.pixels)];
  const unlike = likeness ? unlikeness(likeness, picture, how) : 0;
  return {
    class: classNames[shares.indexOf(Math.max(...shares))],
    shares, // in the order of the classes; a name that is a number would come first by itself
    probabilities: Object.fromEntries(classNames.map((name, i) => [name, shares[i]])),
    note: doubts[doubtOf(picture, unlike)],
    inverted: picture.inverted,
    height,
    width,
    pixels: [...picture.pixels],
    box: picture.box,
    outline: picture.outline,
    version: model.sha256,
  };
}

/** The same, or an error that names the file; lets the browser paint before it is busy. */
export async function namedPrediction(blob, name, invert, box) {
  await new Promise((done) => setTimeout(done, PAINTED));
  try {
    return await classified(blob, invert, box);
  } catch (error) {
    throw new Error(`${name}: ${error.message}`);
  }
}

/** The same, after saying what goes on; not of a drawing, which is looked at again and again. */
export function predictionOf(blob, name, invert, box) {
  if (blob instanceof File) byId("words").textContent = "Looking at the picture …";
  return namedPrediction(blob, name, invert, box);
}

/** The weights of the model; none of one of several layers, in which no weight is a single pixel's. */
export async function weightsOf(version) {
  const { height, width, classNames, layers } = model;
  const classes = layers.length > 1 ? [] : classNames.map((name, k) => ({
    name,
    bias: layers[0].bias[k],
    weights: Array.from({ length: height * width }, (_, i) => layers[0].weights[i * classNames.length + k]),
  }));
  return { version, height, width, classes };
}
