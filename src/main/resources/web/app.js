// Brings the parts of the page together.
import { ask, byId, element, imageButton } from "./dom.js";
import { clearMessage, predict, showMessage } from "./answer.js";
import { showCard } from "./card.js";
import { makeOverlay } from "./overlay.js";
import { makeSketch } from "./sketch.js";

const MOST_IN_CELL = 120;

const sketch = makeSketch((canvas) => {
  pressed(null);
  canvas.toBlob((blob) => predict(blob, "drawing.png", "no"), "image/png");
});

/** A picture from a file, however it came here, and the box that is to count, or all of it. */
async function takeFile(file, box = null) {
  if (!file) return;
  if (file !== lastFile) pressed(null);
  sketch.clear();
  lastFile = file;
  lastBox = box;
  const found = await predict(file, file.name || "picture", byId("invert").value, { box });
  if (found) {
    overlay.show(file, found, box);
    showAnswer();
  } else {
    overlay.hide();
  }
}

const narrow = matchMedia("(max-width: 46rem)");

/** Moves to the answer, where it is not in sight: below everything on a telephone. */
function showAnswer() {
  byId("answer").scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
}

let lastFile = null;
let lastBox = null;
const overlay = makeOverlay((box) => takeFile(lastFile, box));

/** Marks the test image that is shown, and no other; no file is shown any more. */
function pressed(button) {
  lastFile = null;
  overlay.hide();
  document.querySelectorAll(".images [aria-pressed=true]").forEach((each) => each.setAttribute("aria-pressed", "false"));
  button?.setAttribute("aria-pressed", "true");
}

async function takeTestImage(row, button) {
  pressed(button);
  sketch.clear();
  byId("cell").close();
  try {
    const response = await fetch(`/api/test-images/${row.index}`);
    await predict(await response.blob(), `test image ${row.index}`, "no", { truth: row.truth });
    showAnswer();
  } catch {
    showMessage("The test image did not arrive; is the server still running?");
  }
}

let total = 0;
const shown = () => Math.max(20, Math.floor(byId("test-images").clientWidth / 62) * 3);

async function showTestImages() {
  const kind = byId("kind").value;
  const count = shown();
  const from = total > count ? Math.floor(Math.random() * (total - count)) : 0;
  const filter = kind === "" ? "" : `&truth=${kind}`;
  try {
    const rows = await ask(`/api/test-images?from=${from}&count=${count}${filter}`);
    total = rows.count;
    byId("test-images").replaceChildren(...rows.images.map((row) => imageButton(row, takeTestImage)));
  } catch (error) {
    byId("test-images").replaceChildren(element("p", { textContent: error.message }));
  }
}

async function openCell(names, truth, predicted, count) {
  byId("cell-title").textContent = truth === predicted
    ? `${count} of ${names[truth]}, recognised`
    : `${count} of ${names[truth]}, taken for ${names[predicted]}`;
  byId("cell-images").replaceChildren();
  byId("cell").showModal();
  const rows = await ask(`/api/test-images?truth=${truth}&predicted=${predicted}&count=${MOST_IN_CELL}`);
  byId("cell-images").replaceChildren(...rows.images.map((row) => imageButton(row, takeTestImage)));
}

byId("file").addEventListener("change", (event) => {
  takeFile(event.target.files[0]);
  event.target.value = ""; // the same file may be chosen again
});
byId("clear").addEventListener("click", () => {
  sketch.clear();
  clearMessage();
});
byId("invert").addEventListener("change", () => takeFile(lastFile, lastBox));
byId("others").addEventListener("click", showTestImages);
byId("kind").addEventListener("change", () => {
  total = 0;
  showTestImages();
});
byId("cell-close").addEventListener("click", () => byId("cell").close());

document.addEventListener("paste", (event) => takeFile(event.clipboardData.files[0]));
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dragging");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.body.classList.remove("dragging");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dragging");
  takeFile(event.dataTransfer.files[0]);
});

let names = [];
const card = await showCard(takeTestImage, (...cell) => openCell(names, ...cell));
if (card) {
  names = card.classNames;
  byId("kind").append(...names.map((name, i) => element("option", { value: i, textContent: name })));
  document.title = `${card.name} · softmax regression`;
}
await showTestImages();
