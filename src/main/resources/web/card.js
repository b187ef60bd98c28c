// The model's card: how good it is, where it fails, how it was made.
import { byId, element, percent, thousands } from "./dom.js";
import { lineChart } from "./charts.js";
import { ask, imageButton } from "./server.js";

const part = (title, ...content) => element("div", {}, element("h3", { textContent: title }), ...content);

function accuracy(card) {
  const { accuracy: share, standardError, testImages, meanLoss } = card.test;
  const text = `of ${thousands(testImages)} test images are recognised; the standard error is ${percent(standardError, 2)}. ` +
    `The mean loss is ${meanLoss.toFixed(3)}.`;
  return part("How good it is",
    element("div", { className: "accuracy" },
      element("strong", {}, percent(share, 2), element("small", { textContent: ` ± ${(100 * standardError).toFixed(2)}` })),
      element("p", { className: "muted", textContent: text })),
    classTable(card.test.classes));
}

function table(head, rows) {
  const header = element("tr", {}, ...head.map((text) => element("th", { scope: "col", textContent: text })));
  const body = rows.map(([first, ...rest]) => element("tr", {},
    element("th", { scope: "row", textContent: first }), ...rest.map((text) => element("td", { textContent: text }))));
  return element("table", { className: "numbers" }, element("thead", {}, header), element("tbody", {}, ...body));
}

const share = (value) => (value == null ? "–" : value.toFixed(3));

function classTable(classes) {
  return table(["class", "precision", "recall", "F1"],
    classes.map((each) => [each.name, share(each.precision), share(each.recall), share(each.f1)]));
}

function learning(epochs) {
  const column = (name, key) => ({ name, values: epochs.map((epoch) => epoch[key]) });
  const accuracies = [column("training", "trainAccuracy"), column("validation", "validationAccuracy"), column("test", "testAccuracy")]
    .filter((each) => each.values.some((value) => value != null));
  const rows = epochs.map((epoch) => [epoch.epoch, epoch.loss.toFixed(4), share(epoch.trainAccuracy), share(epoch.validationAccuracy), share(epoch.testAccuracy)]);
  return part("How it learned",
    lineChart("accuracy by epoch", accuracies),
    lineChart("loss by epoch", [column("loss", "loss")]),
    element("details", {}, element("summary", { textContent: "the numbers" }),
      table(["epoch", "loss", "training", "validation", "test"], rows)));
}

function confusion(card, open) {
  const { confusion: counts } = card.test;
  const names = card.classNames;
  const head = element("tr", {}, element("td"),
    ...names.map((name) => element("th", { scope: "col" }, element("span", { textContent: name }))));
  const rows = counts.map((row, truth) => {
    const total = row.reduce((a, b) => a + b, 0);
    return element("tr", {}, element("th", { scope: "row", textContent: names[truth] }),
      ...row.map((count, predicted) => {
        const button = element("button", { type: "button", textContent: count, disabled: count === 0 });
        button.setAttribute("aria-label", `${count} of ${names[truth]} taken for ${names[predicted]}`);
        // Square roots show small numbers too; the gap keeps every number readable on its colour.
        const root = Math.round(100 * Math.sqrt(count / Math.max(1, total)));
        const depth = root > 60 ? Math.max(85, root) : Math.min(45, root);
        button.style.background = `color-mix(in srgb, var(--accent) ${depth}%, var(--surface))`;
        button.style.color = depth > 60 ? "var(--on-accent)" : "var(--ink)";
        button.addEventListener("click", () => open(truth, predicted, count));
        return element("td", {}, button);
      }));
  });
  return part("What it mixes up",
    element("p", { className: "muted", textContent: "Rows are what the images show, columns what they were taken for. A number opens its images." }),
    element("table", { className: "confusion" }, element("thead", {}, head), element("tbody", {}, ...rows)));
}

function mistakes(rows, take) {
  return part("Its most confident errors",
    element("div", { className: "images mistakes" }, ...rows.map((row) => imageButton(row, take, true))));
}

function made(card) {
  const { provenance } = card;
  const facts = provenance
    ? [["settings", card.settings],
      ["epochs", provenance.epochs.length],
      ["training images", `${thousands(provenance.data.trainingImages)} (${provenance.data.location})`],
      ["made", provenance.created],
      ["on", `${provenance.backend}, ${provenance.device ?? "CPU"}`],
      ["with", Object.entries(provenance.versions).map((each) => each.join(" ")).join(", ")]]
    : [["made", "by another program: the zip does not say how"]];
  facts.push(["zip, SHA-256", card.sha256]);
  return part("How it was made", element("dl", {}, ...facts.flatMap(([name, value]) =>
    [element("dt", { textContent: name }), element("dd", { textContent: value })])));
}

/** Shows the card; takes images, opens cells of the confusion matrix. */
export async function showCard(take, open) {
  try {
    const card = await ask("/api/model");
    const line = card.test ? `, right in ${percent(card.test.accuracy)} of the test images` : "";
    byId("model-line").textContent = `${card.name}: ${card.height} × ${card.width} pixels, ${card.classNames.length} classes${line}`;
    const facts = element("div", { className: "facts" });
    if (card.test) facts.append(accuracy(card));
    else facts.append(part("How good it is", element("p", { textContent: `Not measured: ${card.noTest}` })));
    if (card.provenance?.epochs.length) facts.append(learning(card.provenance.epochs));
    if (card.test) facts.append(confusion(card, open));
    if (card.test?.mistakes.length) facts.append(mistakes(card.test.mistakes, take));
    const box = made(card);
    box.classList.add("wide");
    facts.append(box);
    byId("card").replaceChildren(facts);
    return card;
  } catch (error) {
    byId("card").replaceChildren(element("p", { textContent: error.message }));
    return null;
  }
}
