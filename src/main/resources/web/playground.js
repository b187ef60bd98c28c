// Brings the playground together: settings, the run, its curves and pictures.
import { draw } from "./curves.js";
import { ask, byId, element, percent, thousands } from "./dom.js";
import { experiments } from "./experiments.js";
import { onColours, paintSigned } from "./pictures.js";
import { makeSketch } from "./sketch.js";

const MOST_RUNS = 6; // whose curves are kept
const MOST_POINTS = 3000;
const PIXELS = 784;
const TRAIN = "--accent";
const TEST = "#d55e00";

const description = await ask("/api/playground").catch((error) => {
  showMessage(error.message);
  return { images: 0, classNames: [] };
});
const names = description.classNames;
const visitor = visitorName();
const runs = [];
let run = null; // the one that is shown
let pixels = null; // of the visitor's picture
let wanted = false; // to be drawn in the next frame

/** A name for this browser, so that it has one run and no more. */
function visitorName() {
  const name = localStorage.getItem("visitor") ?? crypto.getRandomValues(new Uint32Array(2)).join("");
  localStorage.setItem("visitor", name);
  return name;
}

function showMessage(text) {
  byId("message").textContent = text ?? "";
  byId("message").hidden = !text;
}

// Settings

const LOGARITHMIC = ["learningRate", "weightStdDev", "l2"];
const WHOLE = ["batchSize", "epochs", "images", "seed"];
const NAMED = ["optimizer", "kind"];

const short = (value) => String(Number(value.toPrecision(2)));

/** The value of a setting; the lowest L2 is none. */
function setting(id) {
  const value = byId(id).value;
  if (NAMED.includes(id)) return value;
  if (!LOGARITHMIC.includes(id)) return Number(value);
  return id === "l2" && Number(value) === -6 ? 0 : Number((10 ** Number(value)).toPrecision(2));
}

function settings() {
  const ids = [...LOGARITHMIC, ...WHOLE, ...NAMED, "wrongLabels", "gceQ"];
  return Object.fromEntries(ids.map((id) => [id, setting(id)]));
}

function showSettings() {
  for (const id of LOGARITHMIC) byId(`${id}-value`).textContent = short(setting(id));
  byId("wrongLabels-value").textContent = percent(setting("wrongLabels"), 0);
  byId("batchSize").max = byId("images").value;
}

/** Moves the controls to settings; those not named become the chapter's. */
function choose(chosen) {
  byId("settings").reset();
  byId("images").value = description.images;
  for (const [id, value] of Object.entries(chosen)) {
    byId(id).value = LOGARITHMIC.includes(id) ? (value === 0 ? -6 : Math.log10(value)) : value;
  }
  showSettings();
}

function describe(s) {
  const parts = [`${s.optimizer === "SGD" ? "SGD" : s.optimizer === "ADAM" ? "Adam" : "Nesterov"} ${short(s.learningRate)}`];
  parts.push(`minibatches of ${thousands(s.batchSize)}`);
  if (s.images !== description.images) parts.push(`${thousands(s.images)} images`);
  if (s.wrongLabels > 0) parts.push(`${percent(s.wrongLabels, 0)} wrong labels`);
  if (s.gceQ > 0) parts.push("generalized cross-entropy");
  if (s.weightStdDev !== 0.01) parts.push(`weights from ${short(s.weightStdDev)}`);
  if (s.l2 > 0) parts.push(`L2 ${short(s.l2)}`);
  if (s.seed !== 42) parts.push(`seed ${s.seed}`);
  if (s.kind === "SCRATCH") parts.push("by hand");
  return parts.join(", ");
}

// The run

const isOver = (state) => ["DONE", "DIVERGED", "STOPPED"].includes(state);
const isGoing = () => run !== null && !isOver(run.state);

async function start(paused, experiment = null) {
  showMessage(null);
  if (!byId("settings").reportValidity()) return;
  const chosen = settings();
  try {
    const answer = await ask("/api/playground/runs", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ visitor, paused, settings: chosen }),
    });
    run?.source.close();
    run = { id: answer.id, number: (runs.at(-1)?.number ?? 0) + 1, settings: chosen, experiment, state: paused ? "PAUSED" : "RUNNING", points: [], epochs: [], latest: null };
    runs.push(run);
    while (runs.length > MOST_RUNS) runs.shift();
    listen(run);
    if (!paused && byId("speed").value !== "0") await order("resume");
    buttons();
  } catch (error) {
    showMessage(error.message);
  }
}

function listen(followed) {
  followed.source = new EventSource(`/api/playground/runs/${followed.id}/events`);
  followed.source.onmessage = (event) => {
    const snapshot = JSON.parse(event.data);
    followed.latest = snapshot;
    followed.state = snapshot.state;
    followed.epochs = snapshot.epochs;
    if (snapshot.loss !== undefined && snapshot.step !== followed.points.at(-1)?.step) {
      const point = [snapshot.epoch - 1 + snapshot.minibatch / snapshot.minibatches, snapshot.loss];
      point.step = snapshot.step;
      followed.points.push(point);
      if (followed.points.length > MOST_POINTS) followed.points = followed.points.filter((_, i) => i % 2 === 0);
    }
    if (isOver(snapshot.state)) followed.source.close();
    if (followed === run) later();
  };
  followed.source.onerror = () => {
    if (isOver(followed.state)) return;
    followed.source.close();
    followed.state = "STOPPED";
    if (followed === run) showMessage("The run cannot be followed any more; is the server still running?");
    later();
  };
}

async function order(action) {
  if (run === null) return;
  try {
    await ask(`/api/playground/runs/${run.id}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ action, delay: Number(byId("speed").value) }),
    });
  } catch (error) {
    showMessage(error.message);
  }
}

// What is shown

/** Draws in the next frame, however many snapshots come until then. */
function later() {
  if (wanted) return;
  wanted = true;
  requestAnimationFrame(() => {
    wanted = false;
    show();
  });
}

const WORDS = {
  RUNNING: "Learning.",
  PAUSED: "Paused.",
  DONE: "Done: all epochs are over.",
  STOPPED: "Stopped.",
  DIVERGED: "Diverged: the loss is no number any more. The steps were so large that each made the loss greater than the last; a smaller learning rate helps.",
};

function buttons() {
  byId("start").textContent = run?.state === "PAUSED" ? "Go on" : "Start";
  byId("start").disabled = run?.state === "RUNNING";
  byId("pause").disabled = run?.state !== "RUNNING";
  byId("reset").disabled = run === null;
  const words = run === null ? "Nothing has been learned yet." : WORDS[run.state];
  if (byId("state").textContent !== words) byId("state").textContent = words;
}

function number(name, value) {
  return element("div", {}, element("dt", { textContent: name }), element("dd", { textContent: value }));
}

function parameters() {
  const bytes = Uint8Array.from(atob(run.latest.parameters), (sign) => sign.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

function show() {
  buttons();
  curves();
  table();
  if (run?.latest == null) return;
  const { epoch, minibatch, minibatches, loss, accuracy, update, epochs } = run.latest;
  const last = epochs.at(-1);
  byId("numbers").replaceChildren(
    number("epoch", `${Math.min(epoch, run.settings.epochs)} of ${run.settings.epochs}`),
    number("minibatch", `${thousands(minibatch)} of ${thousands(minibatches)}`),
    number("its loss", loss === undefined ? "–" : loss.toPrecision(4)),
    number("right in it", accuracy === undefined ? "–" : percent(accuracy)),
    number(run.settings.optimizer === "SGD" ? "gradient's length" : "step's length ÷ rate", update === undefined ? "–" : update.toPrecision(3)),
    number("test images right", last ? percent(last.testAccuracy, 2) : "–"));
  byId("numbers").dataset.test = last?.testAccuracy ?? "";
  confusion();
  const values = parameters();
  weightPictures(values);
  probabilities(values);
  if (isOver(run.state) && run.experiment && !run.told) {
    run.told = true;
    run.experiment.querySelector(".outcome").textContent = experiments[run.experiment.dataset.index].outcome(run);
  }
}

function curves() {
  const colour = (name) => (name.startsWith("--") ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : name);
  const epochLine = (each, key, from) => each.epochs.map((row) => [row.epoch - from, row[key]]);
  const losses = [];
  const accuracies = [];
  for (const each of runs) {
    const now = each === run;
    const alpha = now ? 1 : 0.25;
    if (now) losses.push({ points: each.points, colour: colour("--muted"), width: 1, alpha: 0.6 });
    losses.push({ points: epochLine(each, "loss", 0), colour: colour(TRAIN), dots: true, alpha });
    accuracies.push({ points: epochLine(each, "trainAccuracy", 0), colour: colour(TRAIN), dots: now, alpha });
    accuracies.push({ points: epochLine(each, "testAccuracy", 0), colour: colour(TEST), dots: now, alpha });
  }
  const first = run?.points[0]?.[1] ?? 1;
  draw(byId("loss"), losses, { most: Math.max(3, 3 * Math.min(first, 10)) });
  draw(byId("accuracy"), accuracies);
  const last = run?.epochs.at(-1);
  if (last) {
    byId("loss").setAttribute("aria-label", `loss after epoch ${last.epoch}: ${last.loss.toFixed(4)}`);
    byId("accuracy").setAttribute("aria-label", `accuracy after epoch ${last.epoch}: training images ${percent(last.trainAccuracy)}, test images ${percent(last.testAccuracy)}`);
  }
}

function weightPictures(values) {
  const figures = byId("classes").children;
  for (let k = 0; k < names.length; k++) {
    paintSigned(figures[k].firstElementChild, values.subarray(k * PIXELS, (k + 1) * PIXELS), 28, 28);
  }
}

/** What test images of each class were taken for, after the last epoch. */
function confusion() {
  const counts = run.latest.confusion;
  if (counts === undefined) return;
  const signed = counts.flatMap((row, truth) => row.map((count, answer) => (answer === truth ? count : -count)));
  paintSigned(byId("confusion"), signed, names.length, names.length);
  const right = names.map((name, k) => `${name} ${percent(counts[k][k] / counts[k].reduce((a, b) => a + b, 0), 0)}`);
  byId("confusion").setAttribute("aria-label", `right of each class: ${right.join(", ")}`);
}

/** The answer to the visitor's picture, by the weights as they are now. */
function probabilities(values) {
  if (pixels === null) return;
  const scores = names.map((_, k) => {
    let score = values[names.length * PIXELS + k];
    for (let i = 0; i < PIXELS; i++) score += (pixels[i] / 255) * values[k * PIXELS + i];
    return score;
  });
  const largest = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  [...byId("bars").children].forEach((bar, k) => {
    const probability = exponentials[k] / sum;
    bar.classList.toggle("best", scores[k] === largest);
    bar.querySelector(".fill").style.width = `${100 * probability}%`;
    bar.querySelector(".value").textContent = Number.isFinite(probability) ? percent(probability) : "–";
  });
}

function table() {
  byId("runs").replaceChildren(...[...runs].reverse().map((each) => {
    const last = each.epochs.at(-1);
    const cell = (text) => element("td", { textContent: text });
    const row = element("tr", {}, element("th", { scope: "row", textContent: each.number }),
      cell(describe(each.settings)), cell(each.epochs.length), cell(last ? last.loss.toFixed(4) : "–"),
      cell(last ? percent(last.trainAccuracy, 2) : "–"), cell(last ? percent(last.testAccuracy, 2) : "–"));
    row.cells[1].className = "told";
    return row;
  }));
}

// The visitor's picture

async function take(blob, name) {
  const form = new FormData();
  form.append("picture", blob, name);
  try {
    const answer = await ask("/api/predict?pixels=true&invert=no", { method: "POST", body: form });
    if (answer.predictions[0].pixels.length !== PIXELS) return;
    pixels = answer.predictions[0].pixels;
    later();
  } catch (error) {
    showMessage(error.message);
  }
}

const sketch = makeSketch((canvas) => canvas.toBlob((blob) => take(blob, "drawing.png"), "image/png"));

async function takeTestImage() {
  const index = Math.floor(Math.random() * 1000);
  const response = await fetch(`/api/test-images/${index}`).catch(() => null);
  if (!response?.ok) return;
  const blob = await response.blob();
  const picture = await createImageBitmap(blob);
  const context = byId("sketch").getContext("2d");
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, 280, 280);
  byId("sketch").parentElement.classList.add("drawn");
  await take(blob, `test image ${index}`);
}

// The page

byId("classes").append(...names.map((name) => element("figure", {},
  element("canvas", { className: "pixels", width: 28, height: 28, ariaHidden: "true" }), element("figcaption", { textContent: name }))));
byId("bars").append(...names.map((name) => element("li", {},
  element("span", { className: "name", textContent: name }),
  element("span", { className: "track" }, element("span", { className: "fill" })),
  element("span", { className: "value", textContent: "–" }))));
byId("experiments").append(...experiments.map((experiment, index) => {
  const button = element("button", { type: "button", textContent: "Try it" });
  const article = element("article", {},
    element("h3", { textContent: experiment.title }), element("p", { textContent: experiment.question }), button,
    element("p", { className: "outcome", role: "status" }));
  article.dataset.index = index;
  button.setAttribute("aria-label", `Try it: ${experiment.title}`);
  button.addEventListener("click", () => {
    choose(experiment.settings);
    byId("speed").value = "0";
    article.querySelector(".outcome").textContent = "";
    start(false, article);
    byId("run").scrollIntoView({ block: "nearest" });
  });
  return article;
}));

byId("settings").addEventListener("input", showSettings);
byId("settings").addEventListener("submit", (event) => event.preventDefault());
byId("start").addEventListener("click", () => (run?.state === "PAUSED" ? order("resume") : start(false)));
byId("pause").addEventListener("click", () => order("pause"));
byId("step").addEventListener("click", () => (isGoing() ? order("step") : start(true)));
byId("reset").addEventListener("click", () => {
  if (isGoing()) order("stop");
  start(true);
});
byId("speed").addEventListener("change", () => run?.state === "RUNNING" && order("resume"));
byId("clear").addEventListener("click", () => {
  sketch.clear();
  pixels = null;
  byId("bars").querySelectorAll(".value").forEach((each) => (each.textContent = "–"));
});
byId("another").addEventListener("click", takeTestImage);
onColours(later);
addEventListener("resize", later);

choose({});
buttons();
