// Brings the parts of the page together.
import { byId, element } from "./dom.js";
import { predict, showMessage } from "./answer.js";
import { showCard } from "./card.js";
import { makeIntake } from "./intake.js";
import { ask, imageButton } from "./server.js";

const MOST_IN_CELL = 120;

const intake = makeIntake(([file]) => intake.takeFile(file), () => pressed(null));

/** Marks the test image that is shown, and no other. */
function pressed(button) {
  document.querySelectorAll(".images [aria-pressed=true]").forEach((each) => each.setAttribute("aria-pressed", "false"));
  button?.setAttribute("aria-pressed", "true");
}

async function takeTestImage(row, button) {
  intake.forget();
  pressed(button);
  byId("cell").close();
  try {
    const response = await fetch(`/api/test-images/${row.index}`);
    await predict(await response.blob(), `test image ${row.index}`, "no", { truth: row.truth });
    intake.showAnswer();
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

byId("others").addEventListener("click", showTestImages);
byId("kind").addEventListener("change", () => {
  total = 0;
  showTestImages();
});
byId("cell-close").addEventListener("click", () => byId("cell").close());

let names = [];
const card = await showCard(takeTestImage, (...cell) => openCell(names, ...cell));
if (card) {
  names = card.classNames;
  byId("kind").append(...names.map((name, i) => element("option", { value: i, textContent: name })));
  document.title = `${card.name} · softmax regression`;
}
await showTestImages();
