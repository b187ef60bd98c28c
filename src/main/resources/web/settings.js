// Settings of a run: the controls, their values, and what is said of them.
import { byId, percent, thousands } from "./dom.js";

const LOGARITHMIC = ["learningRate", "weightStdDev", "l2"];
const NAMED = ["optimizer", "kind"];
const NO_L2 = -6; // the slider's lowest place
const NETWORK_ONLY = ["optimizer", "gceQ", "l2"]; // which the model by hand does not have

const NAMES = {
  kind: "model",
  learningRate: "learning rate",
  batchSize: "minibatch size",
  epochs: "epochs",
  images: "training images",
  wrongLabels: "wrong labels",
  weightStdDev: "starting weights",
  white: "pixels",
  optimizer: "optimizer",
  gceQ: "loss",
  l2: "L2",
  seed: "seed",
};

const KINDS = { NETWORK: "Deeplearning4j", SCRATCH: "by hand", UNSTABLE: "by hand, unstable softmax" };
const OPTIMIZERS = { SGD: "SGD", NESTEROV: "Nesterov", ADAM: "Adam" };

const short = (value) => String(Number(value.toPrecision(2)));

function value(id) {
  const text = byId(id).value;
  if (NAMED.includes(id)) return text;
  if (!LOGARITHMIC.includes(id)) return Number(text);
  return id === "l2" && Number(text) === NO_L2 ? 0 : Number((10 ** Number(text)).toPrecision(2));
}

/** What is chosen now; the kind may be BOTH. */
export const chosen = () => Object.fromEntries(Object.keys(NAMES).map((id) => [id, value(id)]));

/** Shows what the sliders mean, and offers only what goes together. */
export function showSettings() {
  const byHand = value("kind") !== "NETWORK";
  for (const id of NETWORK_ONLY) {
    byId(id).disabled = byHand;
    if (byHand) byId(id).value = { optimizer: "SGD", gceQ: "0", l2: NO_L2 }[id];
  }
  for (const id of LOGARITHMIC) byId(`${id}-value`).textContent = short(value(id));
  byId("wrongLabels-value").textContent = percent(value("wrongLabels"), 0);
  byId("batchSize").max = byId("images").value;
}

/** Moves the controls to some settings; those not named become the chapter's. */
export function choose(some, images) {
  byId("settings").reset();
  byId("images").value = images;
  for (const [id, each] of Object.entries(some)) {
    byId(id).value = LOGARITHMIC.includes(id) ? (each === 0 ? NO_L2 : Math.log10(each)) : each;
  }
  showSettings();
}

/** The runs that settings ask for: one, or one by the library and the same by hand. */
export function runsOf(settings) {
  return settings.kind === "BOTH" ? ["NETWORK", "SCRATCH"].map((kind) => ({ ...settings, kind })) : [settings];
}

function say(id, each) {
  if (id === "kind") return KINDS[each];
  if (id === "optimizer") return OPTIMIZERS[each];
  if (id === "wrongLabels") return percent(each, 0);
  if (id === "white") return `0 to ${each}`;
  if (id === "gceQ") return each === 0 ? "cross-entropy" : `generalized cross-entropy, q = ${each}`;
  return id === "batchSize" || id === "images" ? thousands(each) : short(each);
}

/** Settings in a few words: those of the chapter are left out. */
export function describe(s, images) {
  const parts = [`${OPTIMIZERS[s.optimizer]} ${short(s.learningRate)}`, `minibatches of ${thousands(s.batchSize)}`];
  if (s.images !== images) parts.push(`${thousands(s.images)} images`);
  if (s.wrongLabels > 0) parts.push(`${percent(s.wrongLabels, 0)} wrong labels`);
  if (s.white !== 1) parts.push("pixels 0 to 255");
  if (s.gceQ > 0) parts.push("generalized cross-entropy");
  if (s.weightStdDev !== 0.01) parts.push(`weights from ${short(s.weightStdDev)}`);
  if (s.l2 > 0) parts.push(`L2 ${short(s.l2)}`);
  if (s.seed !== 42) parts.push(`seed ${s.seed}`);
  if (s.kind !== "NETWORK") parts.push(KINDS[s.kind]);
  return parts.join(", ");
}

/** What two runs' settings differ in, as in "learning rate 0.1 and 0.01". */
export function differences(one, other) {
  return Object.keys(NAMES)
    .filter((id) => one[id] !== other[id])
    .map((id) => `${NAMES[id]} ${say(id, one[id])} and ${say(id, other[id])}`);
}
