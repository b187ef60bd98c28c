// Answers in the page what web/server.js asks a server.
import { byId } from "../web/dom.js";
import { probabilities } from "./classifier.js";
import { decode } from "./decode.js";
import { doubtOf } from "./doubt.js";
import { unlikeness } from "./likeness.js";
import { model } from "./model.js";
import { isCropped, prepared } from "./picture.js";

/** Lets the browser paint what the page says before it is busy. */
const painted = () => new Promise((done) => setTimeout(done, 20));

/** The prediction of a picture, in a file's bytes, of which a box may be all that counts. */
export async function classified(blob, invert = "auto", box = null) {
  const { height, width, crop, silhouette } = model;
  const how = { invert, crop, height, width, silhouette, box };
  const decoded = await decode(blob, (...size) => isCropped(how, ...size));
  const picture = prepared(decoded, how);
  const shares = [...probabilities(model.layers, picture.pixels)];
  const unlike = model.likeness ? unlikeness(model.likeness, picture, how) : null;
  const doubt = doubtOf(picture, unlike ?? 0);
  return {
    class: model.classNames[shares.indexOf(Math.max(...shares))],
    shares,
    note: doubt ? model.doubts[doubt] : null,
    unlikeness: unlike,
    inverted: picture.inverted,
    height,
    width,
    pixels: [...picture.pixels],
    box: picture.box,
    outline: picture.outline,
  };
}

/** The same with probabilities by name, or an error that names the file. */
export async function predictionOf(blob, name, invert, box) {
  const isDrawing = !(blob instanceof File); // which is looked at again and again
  if (!isDrawing) {
    byId("words").textContent = "Looking at the picture …";
    await painted();
  }
  try {
    const prediction = await classified(blob, invert, box);
    const named = model.classNames.map((each, i) => [each, prediction.shares[i]]);
    return { ...prediction, probabilities: Object.fromEntries(named), version: model.sha256 };
  } catch (error) {
    throw new Error(`${name}: ${error.message}`);
  }
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
