// The table of runs: which one is shown, which two are compared, which are kept.
import { byId, element, percent } from "./dom.js";
import { isOver, parameters } from "./runs.js";
import { describe, differences } from "./settings.js";

const rows = new Map(); // by run
const text = (cell, words) => {
  if (cell.textContent !== words) cell.textContent = words;
};

/** Makes a run's row, once: what has the focus stays. */
function makeRow(run, images, { show, compare, keep }) {
  const cell = (className) => element("td", { className });
  const showButton = element("button", { type: "button", textContent: "Show" });
  const box = element("input", { type: "checkbox" });
  const keepButton = element("button", { type: "button", textContent: "Keep" });
  showButton.setAttribute("aria-label", `Show run ${run.number}`);
  box.setAttribute("aria-label", `Compare run ${run.number}`);
  keepButton.setAttribute("aria-label", `Keep run ${run.number} as a zip`);
  showButton.addEventListener("click", () => show(run));
  box.addEventListener("change", () => compare(run, box.checked));
  keepButton.addEventListener("click", () => keep(run));
  const row = element("tr", {}, element("th", { scope: "row", textContent: run.number }),
    element("td", { className: "told", textContent: describe(run.settings, images) }),
    cell(""), cell(""), cell(""), cell(""),
    element("td", {}, showButton), element("td", {}, box), element("td", {}, keepButton));
  return { row, showButton, box, keepButton };
}

/** Shows all runs, the latest on top. */
export function showRuns(runs, images, { shown, compared }, actions) {
  for (const run of rows.keys()) {
    if (!runs.includes(run)) {
      rows.get(run).row.remove();
      rows.delete(run);
    }
  }
  for (const run of runs) {
    if (!rows.has(run)) {
      rows.set(run, makeRow(run, images, actions));
      byId("runs").prepend(rows.get(run).row);
    }
    const { row, showButton, box, keepButton } = rows.get(run);
    const last = run.epochs.at(-1);
    text(row.cells[2], String(run.epochs.length));
    text(row.cells[3], last ? last.loss.toFixed(4) : "–");
    text(row.cells[4], last ? percent(last.trainAccuracy, 2) : "–");
    text(row.cells[5], last ? percent(last.testAccuracy, 2) : "–");
    showButton.setAttribute("aria-pressed", String(run === shown));
    box.checked = compared.includes(run);
    keepButton.disabled = !run.latest?.step || run.state === "RUNNING" || run.state === "DIVERGED" || run.lost === true;
    text(keepButton, run.kept ? "Kept" : "Keep");
  }
}

/** Says what two runs differ in, in their settings and in what they have learned. */
export function showComparison(compared) {
  byId("comparison").hidden = compared.length < 2;
  if (compared.length < 2) return;
  const [one, other] = compared;
  const said = differences(one.settings, other.settings);
  const words = [`Run ${one.number} (solid) and run ${other.number} (dashed) ${said.length ? `differ in: ${said.join("; ")}.` : "have the same settings."}`];
  const [last, otherLast] = [one.epochs.at(-1), other.epochs.at(-1)];
  if (last && otherLast) {
    words.push(`Test images right: ${percent(last.testAccuracy, 2)} and ${percent(otherLast.testAccuracy, 2)}.`);
  }
  const [weights, otherWeights] = [parameters(one), parameters(other)]; // null if nothing came yet
  if (isOver(one) && isOver(other) && weights && otherWeights) {
    const largest = weights.reduce((most, each, i) => Math.max(most, Math.abs(each - otherWeights[i])), 0);
    words.push(`Largest difference of a weight: ${largest === 0 ? "none" : largest.toExponential(1)}.`);
  }
  text(byId("comparison"), words.join(" "));
}

/** Shows the epochs of a run in numbers. */
export function showEpochs(run) {
  const body = byId("epochs-rows");
  if (body.dataset.run !== String(run.number)) body.replaceChildren();
  body.dataset.run = run.number;
  for (const epoch of run.epochs.slice(body.rows.length)) {
    body.append(element("tr", {}, element("th", { scope: "row", textContent: epoch.epoch }),
      ...[epoch.loss.toFixed(4), percent(epoch.trainAccuracy, 2), percent(epoch.testAccuracy, 2)]
        .map((each) => element("td", { textContent: each }))));
  }
}
