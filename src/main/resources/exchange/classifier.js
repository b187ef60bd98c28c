// Classifies rows of pixels by fully connected layers, as exchange.DenseClassifier, in double precision.

const ACTIVATIONS = {
  IDENTITY: (sums) => sums,
  RELU: (sums) => sums.map((each) => Math.max(0, each)),
  SIGMOID: (sums) => sums.map((each) => 1 / (1 + Math.exp(-each))),
  TANH: (sums) => sums.map(Math.tanh),
  SOFTMAX: softmax,
};

function softmax(sums) {
  const largest = sums.reduce((most, each) => Math.max(most, each), -Infinity);
  const powers = sums.map((each) => Math.exp(each - largest));
  const partition = powers.reduce((sum, each) => sum + each, 0);
  return powers.map((each) => each / partition);
}

/** Computes f(xW + b); W is [inputs, outputs] in row-major order. */
function apply({ inputs, outputs, weights, bias, activation }, x) {
  const sums = Float64Array.from(bias);
  for (let i = 0; i < inputs; i++) {
    if (x[i] === 0) continue; // most pixels are black
    for (let k = 0; k < outputs; k++) sums[k] += x[i] * weights[i * outputs + k];
  }
  return ACTIVATIONS[activation](sums);
}

/** Computes the probabilities of all classes of an image, of pixels from 0 (black) to 255 (white). */
export function probabilities(layers, pixels) {
  const { inputs } = layers[0];
  if (pixels.length !== inputs) throw new RangeError(`${pixels.length} pixels for a model of ${inputs}`);
  return layers.reduce((values, layer) => apply(layer, values), Float32Array.from(pixels, (each) => each / 255));
}
