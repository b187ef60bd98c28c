// What the network says of a picture, and why.
import { byId, element, percent } from "./dom.js";
import { onColours, paintGrey, paintSigned } from "./pictures.js";
import { predictionOf, weightsOf } from "./server.js";

let shown = null; // the answer on the page
let explained = null; // the class that is explained
let weights = null; // of the model that gave the answer

const signed = (number) => `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(2)}`;

function words(prediction, truth) {
  const sorted = Object.entries(prediction.probabilities).sort((a, b) => b[1] - a[1]);
  const [[first, probability], second] = sorted;
  const sure = prediction.note ? `but ${prediction.note}` : probability > 0.95 ? "surely" : probability > 0.7 ? "quite sure" : probability > 0.45 ? "probably" : "hard to say";
  const rest = second ? `Next comes ${second[0]}, ${percent(second[1], 0)}.` : "";
  const small = [`${percent(probability)}, ${sure}. ${rest}`];
  if (truth) small.push(truth === first ? " Its label agrees." : ` Its label says ${truth}.`);
  if (prediction.inverted) small.push(" It was inverted, for its background is bright.");
  return [element("strong", { textContent: first }), element("small", { textContent: small.join("") })];
}

/** Shows the images that were learned from and are most like what the network sees. */
function similar(prediction) {
  const alike = prediction.similar ?? [];
  byId("similar").hidden = alike.length === 0;
  byId("similar-images").replaceChildren(...alike.map((each) => {
    const canvas = element("canvas", { className: "pixels" });
    paintGrey(canvas, each.pixels, prediction.height, prediction.width);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `training image ${each.index}, labelled ${each.class}`);
    return element("li", { title: `training image ${each.index}` }, canvas, element("span", { textContent: each.class }));
  }));
}

/** Makes a bar for each class, or only moves those that are there. */
function bars(prediction) {
  const list = byId("bars");
  const names = Object.keys(prediction.probabilities);
  if (list.children.length !== names.length || list.dataset.names !== names.join()) {
    list.dataset.names = names.join();
    list.replaceChildren(...names.map((name) => {
      const button = element("button", { type: "button" },
        element("span", { className: "name", textContent: name }),
        element("span", { className: "track" }, element("span", { className: "fill" })),
        element("span", { className: "value" }));
      button.addEventListener("click", () => explain(name));
      return element("li", {}, button);
    }));
  }
  [...list.children].forEach((item, i) => {
    const probability = prediction.probabilities[names[i]];
    item.classList.toggle("best", names[i] === prediction.class);
    item.querySelector(".fill").style.width = `${100 * probability}%`;
    item.querySelector(".value").textContent = percent(probability);
  });
}

/** Shows what speaks for a class and against it. */
function explain(name) {
  explained = name;
  [...byId("bars").children].forEach((item) => {
    const button = item.firstElementChild;
    button.setAttribute("aria-pressed", String(button.firstElementChild.textContent === name));
  });
  const of = weights?.classes.find((each) => each.name === name);
  byId("why").hidden = of === undefined;
  if (of === undefined) return;
  const { height, width } = weights;
  paintSigned(byId("weights"), of.weights, height, width);
  byId("weights").setAttribute("aria-label", `the weights of ${name} as a picture`);
  byId("weights-caption").textContent = `the weights of ${name}`;
  const added = of.weights.map((weight, i) => (weight * shown.pixels[i]) / 255);
  const total = (sign) => added.filter((each) => each * sign > 0).reduce((a, b) => a + b, 0);
  paintSigned(byId("contributions"), added, height, width);
  byId("contributions").setAttribute("aria-label", `what each pixel added to the score of ${name}`);
  byId("contributions-caption").textContent = "pixel × weight: what each pixel added";
  byId("why-words").textContent =
    `The pixels add ${signed(total(1))} for ${name} and ${signed(total(-1))} against it; with its bias of ` +
    `${signed(of.bias)} its score is ${signed(total(1) + total(-1) + of.bias)}. The largest score wins.`;
}

/** Hides the last error. */
export function clearMessage() {
  byId("message").hidden = true;
}

/** Takes the last answer off the page: it is of another picture than the last one given. */
function forget() {
  shown = null;
  byId("words").textContent = "Draw something, or give it a picture.";
  byId("bars").replaceChildren();
  for (const id of ["similar", "bars-help", "brief", "why"]) byId(id).hidden = true;
  const seen = byId("seen");
  seen.getContext("2d").clearRect(0, 0, seen.width, seen.height);
  seen.setAttribute("aria-label", "nothing yet");
}

/** Says what went wrong. */
export function showMessage(text) {
  forget();
  byId("message").textContent = text;
  byId("message").hidden = false;
}

let newest = 0;

/**
 * Asks what a picture shows, of which a box may be all that counts, and shows the answer, which it
 * returns; one that comes late is dropped.
 */
export async function predict(blob, name, invert, { truth, box } = {}) {
  const turn = ++newest;
  try {
    const prediction = await predictionOf(blob, name, invert, box);
    if (weights?.version !== prediction.version) weights = await weightsOf(prediction.version);
    if (turn !== newest) return null;
    clearMessage();
    show(prediction, truth);
    return prediction;
  } catch (error) {
    if (turn === newest) showMessage(error.message);
    return null;
  }
}

function show(prediction, truth) {
  shown = prediction;
  byId("words").replaceChildren(...words(prediction, truth));
  paintGrey(byId("seen"), prediction.pixels, prediction.height, prediction.width);
  byId("seen").setAttribute("aria-label", `the picture as ${prediction.height} times ${prediction.width} grey pixels`);
  byId("seen-caption").textContent = `what the network sees: ${prediction.height} × ${prediction.width}`;
  byId("brief").textContent = `${prediction.class}, ${percent(prediction.probabilities[prediction.class])}: see why`;
  byId("brief").hidden = false;
  byId("bars-help").hidden = weights.classes.length === 0;
  similar(prediction);
  bars(prediction);
  explain(prediction.class);
}

onColours(() => shown && explain(explained));
