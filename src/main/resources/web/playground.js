// Brings the playground together: settings, runs, curves and pictures.
import { draw } from "./curves.js";
import { byId, element, percent, thousands } from "./dom.js";
import { ask } from "./server.js";
import { experiments } from "./experiments.js";
import { makeMine } from "./mine.js";
import { onColours, paintSigned } from "./pictures.js";
import { isOver, parameters, Runs } from "./runs.js";
import { showComparison, showEpochs, showRuns } from "./runtable.js";
import { choose, chosen, runsOf, showSettings } from "./settings.js";

const PIXELS = 784;
const TRAIN = "--accent";
const TEST = "#d55e00";

const description = await ask("/api/playground").catch((error) => {
  showMessage(error.message);
  return { images: 0, classNames: [] };
});
const names = description.classNames;
const runs = new Runs(changed);
let shown = null; // the run that the page shows
let compared = []; // none, one, or two runs
let queue = []; // settings of runs that are to begin when the one under way is over
let trial = null; // the experiment under way: { article, experiment, runs }
let starting = false;
let wanted = false; // to be drawn in the next frame

function showMessage(text) {
  byId("message").textContent = text ?? "";
  byId("message").hidden = !text;
}

// Runs

/** Begins the first of some runs, paused or to do "one step"; the others follow when it is over. */
async function begin(list, paused, tried = null) {
  if (starting) return;
  showMessage(null);
  starting = true;
  try {
    const run = await runs.start(list[0], Boolean(paused));
    queue = list.slice(1);
    if (tried !== null) tried.runs.push(run);
    trial = tried;
    shown = run;
    if (!compared.includes(run)) compared = [];
    if (!paused && byId("speed").value !== "0") await order("resume");
    if (paused === "one step") await order("step");
  } catch (error) {
    queue = [];
    showMessage(error.message);
  } finally {
    starting = false;
    later();
  }
}

/** Begins what the controls say. */
function beginChosen(paused) {
  if (byId("settings").reportValidity()) return begin(runsOf(chosen()), paused);
}

/** Goes on to the next run of a row, or says what an experiment has shown. */
function changed(run) {
  later();
  if (run !== runs.last || !isOver(run) || run.ended) return;
  run.ended = true;
  if (run.lost) showMessage("The run cannot be followed any more; is the server still running?");
  if (run.state === "STOPPED") {
    queue = [];
    return;
  }
  if (queue.length > 0) {
    const before = run;
    begin(queue, false, trial).then(() => {
      if (shown !== before) compared = [before, shown];
      later();
    });
    return;
  }
  if (trial !== null) {
    trial.article.querySelector(".outcome").textContent = trial.experiment.outcome(...trial.runs);
    trial = null;
  }
}

async function order(action) {
  try {
    await runs.order(runs.last, action, Number(byId("speed").value));
  } catch (error) {
    showMessage(error.message);
  }
}

function compare(run, wantedToo) {
  compared = compared.filter((each) => each !== run);
  if (wantedToo) compared = [...compared, run].slice(-2);
  compared.sort((one, other) => one.number - other.number);
  later();
}

function show(run) {
  shown = run;
  later();
  byId("run").scrollIntoView({ block: "nearest" });
}

// A run that is kept

let toKeep = null;

function keep(run) {
  toKeep = run;
  byId("keep-name").value = run.kept ?? `run-${run.number}`;
  byId("keep-message").textContent = "";
  byId("keep-calibrated").hidden = run.settings.gceQ === 0;
  byId("keep").showModal();
}

async function download() {
  const name = byId("keep-name").value;
  try {
    if (!parameters(toKeep).every(Number.isFinite)) throw new Error("The run has diverged: it has no model to keep.");
    const link = element("a", { href: URL.createObjectURL(await runs.zip(toKeep)), download: `${name}.zip` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    toKeep.kept = name;
    byId("keep").close();
    show(toKeep);
  } catch (error) {
    byId("keep-message").textContent = error.message;
  }
}

// What is shown

/** Draws in the next frame, however many snapshots come until then. */
function later() {
  if (wanted) return;
  wanted = true;
  requestAnimationFrame(() => {
    wanted = false;
    draws();
  });
}

const WORDS = {
  RUNNING: () => "Learning.",
  PAUSED: () => "Paused.",
  DONE: () => "Done: all epochs are over.",
  STOPPED: (run) => (run.latest?.problem ? `Stopped: ${run.latest.problem}.` : "Stopped."),
  DIVERGED: (run) => (run.settings.kind === "UNSTABLE"
    ? "Diverged: the loss is no number any more. An exponential has become too large for its 32 bits; taking the largest logit out first prevents it."
    : "Diverged: the loss is no number any more. The steps were so large that each made the loss greater than the last; a smaller learning rate helps."),
};

function buttons() {
  const run = runs.last;
  const focused = document.activeElement;
  byId("start").textContent = run?.state === "PAUSED" ? "Go on" : "Start";
  byId("pause").disabled = run?.state !== "RUNNING";
  if (run?.state === "RUNNING" && focused === byId("start")) byId("pause").focus();
  byId("start").disabled = run?.state === "RUNNING";
  if (run?.state !== "RUNNING" && focused === byId("pause")) byId("start").focus(); // not lost with it
  byId("reset").disabled = run === undefined;
  let words = run === undefined ? "Nothing has been learned yet." : WORDS[run.state](run);
  if (run !== undefined && shown !== run) words += ` Shown is run ${shown.number}.`;
  if (byId("state").textContent !== words) byId("state").textContent = words;
}

function number(name, value) {
  return element("div", {}, element("dt", { textContent: name }), element("dd", { textContent: value }));
}

function draws() {
  buttons();
  curves();
  compared = compared.filter((each) => runs.all.includes(each));
  showRuns(runs.all, description.images, { shown, compared }, { show, compare, keep });
  showComparison(compared);
  if (shown?.latest == null) return;
  const { epoch, minibatch, minibatches, loss, accuracy, update, epochs, confusion: counts } = shown.latest;
  const last = epochs.at(-1);
  byId("numbers").replaceChildren(
    number("epoch", `${Math.min(epoch, shown.settings.epochs)} of ${shown.settings.epochs}`),
    number("minibatch", `${thousands(epoch > shown.settings.epochs ? minibatches : minibatch)} of ${thousands(minibatches)}`),
    number("its loss", loss === undefined ? "–" : loss.toPrecision(4)),
    number("right in it", accuracy === undefined ? "–" : percent(accuracy)),
    number(shown.settings.optimizer === "SGD" ? "gradient" : "step ÷ rate", update === undefined ? "–" : update.toPrecision(3)),
    number("of test images", last ? percent(last.testAccuracy, 2) : "–"));
  byId("numbers").dataset.test = last?.testAccuracy ?? "";
  showEpochs(shown);
  confusion(counts);
  const values = parameters(shown);
  weightPictures(values);
  showProbabilities(values);
}

/** The lines of a run, of which earlier ones are pale; of two that are compared one is dashed. */
function linesOf(run, colour) {
  const both = compared.length === 2;
  const bright = both || run === shown;
  const line = (key, name) => ({
    points: run.epochs.map((row) => [row.epoch, row[key]]),
    colour: colour(name),
    alpha: bright ? 1 : 0.25,
    dots: bright,
    dashed: both && run === compared[1],
  });
  return { loss: line("loss", TRAIN), train: line("trainAccuracy", TRAIN), test: line("testAccuracy", TEST) };
}

function curves() {
  const colour = (name) => (name.startsWith("--") ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : name);
  const losses = [];
  const accuracies = [];
  for (const run of compared.length === 2 ? compared : runs.all) {
    const { loss, train, test } = linesOf(run, colour);
    if (run === shown) losses.push({ points: run.points, colour: colour("--muted"), width: 1, alpha: 0.6 });
    losses.push(loss);
    accuracies.push(train, test);
  }
  const first = shown?.points[0]?.[1] ?? 1;
  draw(byId("loss"), losses, { most: Math.max(3, 3 * Math.min(first, 10)) });
  draw(byId("accuracy"), accuracies);
  const last = shown?.epochs.at(-1);
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
function confusion(counts) {
  if (counts === undefined) return;
  const signed = counts.flatMap((row, truth) => row.map((count, answer) => (answer === truth ? count : -count)));
  paintSigned(byId("confusion"), signed, names.length, names.length);
  const right = names.map((name, k) => `${name} ${percent(counts[k][k] / counts[k].reduce((a, b) => a + b, 0), 0)}`);
  byId("confusion").setAttribute("aria-label", `right of each class: ${right.join(", ")}`);
}

// The page

const showProbabilities = makeMine(names, later, showMessage);

byId("classes").append(...names.map((name) => element("figure", {},
  element("canvas", { className: "pixels", width: 28, height: 28, ariaHidden: "true" }), element("figcaption", { textContent: name }))));

function tryIt(experiment, article) {
  choose(experiment.runs[0], description.images);
  if (experiment.runs.length > 1 && experiment.runs[1].kind === "SCRATCH") byId("kind").value = "BOTH";
  const settings = chosen();
  const list = experiment.runs.map((each) => ({ ...settings, kind: "NETWORK", ...each }));
  byId("speed").value = "0";
  article.querySelector(".outcome").textContent = "";
  showSettings();
  begin(list, false, { article, experiment, runs: [] });
  byId("run").scrollIntoView({ block: "nearest" });
}

byId("experiments").append(...experiments.map((experiment) => {
  const button = element("button", { type: "button", textContent: "Try it" });
  const links = experiment.exercises.map(([file, number, title]) =>
    element("p", { className: "muted" }, element("a", { href: `/notebooks/${file}.html#exercise-${number}`, textContent: `Exercise ${number}: ${title}` })));
  const article = element("article", {},
    element("h3", { textContent: experiment.title }), element("p", { textContent: experiment.question }), button,
    element("p", { className: "outcome", role: "status" }), ...links);
  button.setAttribute("aria-label", `Try it: ${experiment.title}`);
  button.addEventListener("click", () => tryIt(experiment, article));
  return article;
}));

byId("settings").addEventListener("input", showSettings);
byId("settings").addEventListener("submit", (event) => event.preventDefault());
byId("start").addEventListener("click", () => (runs.last?.state === "PAUSED" ? order("resume") : beginChosen(false)));
byId("pause").addEventListener("click", () => order("pause"));
byId("step").addEventListener("click", () => (runs.last === undefined || isOver(runs.last) ? beginChosen("one step") : order("step")));
byId("reset").addEventListener("click", () => beginChosen(true));
byId("speed").addEventListener("change", () => runs.last?.state === "RUNNING" && order("resume"));
byId("keep-form").addEventListener("submit", (event) => {
  event.preventDefault();
  download();
});
byId("keep-cancel").addEventListener("click", () => byId("keep").close());
onColours(later);
addEventListener("resize", later);
addEventListener("pagehide", () => runs.leave());

choose({}, description.images);
buttons();
