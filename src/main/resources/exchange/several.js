// The answers to several pictures at once, each of which opens in the page.
import { showMessage } from "../web/answer.js";
import { byId, element, percent } from "../web/dom.js";
import { paintGrey } from "../web/pictures.js";
import { namedPrediction } from "./predictions.js";

let newest = 0;

/** Takes what is shown off the page. */
export function hideSeveral() {
  newest++;
  byId("several").hidden = true;
}

/** Marks the tile of the picture that is shown below, or none. */
export function mark(tile) {
  for (const each of byId("several-pictures").children) {
    if (each.matches("button")) each.setAttribute("aria-pressed", String(each === tile));
  }
}

/** Shows a tile for each file, one after the other, and the first picture as if it were chosen. */
export async function showSeveral(files, open) {
  const turn = ++newest;
  const list = byId("several-pictures");
  list.replaceChildren();
  byId("several-title").textContent = `${files.length} pictures`;
  byId("several").hidden = false;
  let opened = false;
  for (const file of files) {
    const tile = await tileOf(file, open);
    if (turn !== newest) return;
    list.append(tile);
    if (!opened && tile.matches("button")) {
      opened = true;
      await choose(tile, file, open);
      byId("several").scrollIntoView({ block: "nearest" });
    }
  }
  if (!opened) showMessage("None of these is a picture that this browser can read.");
}

async function choose(tile, file, open) {
  const answered = open(file);
  mark(tile);
  await answered;
}

async function tileOf(file, open) {
  try {
    const prediction = await namedPrediction(file, file.name, byId("invert").value, null);
    const canvas = element("canvas", { className: "pixels" });
    paintGrey(canvas, prediction.pixels, prediction.height, prediction.width);
    const note = prediction.note ? `, but ${prediction.note}` : "";
    const share = percent(prediction.probabilities[prediction.class], 0);
    const tile = element("button", { type: "button", className: "told", title: file.name }, canvas,
      element("span", {}, element("strong", { textContent: prediction.class }), ` ${share}${note}`),
      element("span", { className: "file", textContent: file.name }));
    tile.setAttribute("aria-pressed", "false");
    tile.addEventListener("click", () => choose(tile, file, open));
    return tile;
  } catch (error) {
    return element("p", { className: "refused", textContent: error.message });
  }
}
