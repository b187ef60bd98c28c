// The model, which is in the page: layers, names of classes, and how a picture becomes an image for it.
import { byId } from "../web/dom.js";

/** Reads 32-bit floats, little endian, in base64. */
function floats(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

const told = JSON.parse(byId("model").textContent);

export const model = {
  ...told,
  layers: told.layers.map((layer) => ({ ...layer, weights: floats(layer.weights), bias: floats(layer.bias) })),
};
