// The answers to several pictures at once, each of which opens in the page.
import { byId, element, percent } from "../web/dom.js";
import { paintGrey } from "../web/pictures.js";
import { predictionOf } from "./predictions.js";

let newest = 0;

/** Takes what is shown off the page. */
export function hideSeveral() {
  newest++;
  byId("several").hidden = true;
}

/** Shows a tile for each file, one after the other; calls back with a file that is to be opened. */
export async function showSeveral(files, open) {
  const turn = ++newest;
  byId("several").hidden = false;
  byId("several-title").textContent = `${files.length} pictures`;
  const list = byId("several-pictures");
  list.replaceChildren();
  for (const file of files) {
    const tile = await tileOf(file, open);
    if (turn !== newest) return;
    list.append(tile);
  }
}

async function tileOf(file, open) {
  try {
    const prediction = await predictionOf(file, file.name, byId("invert").value, null);
    const canvas = element("canvas", { className: "pixels" });
    paintGrey(canvas, prediction.pixels, prediction.height, prediction.width);
    const button = element("button", { type: "button", className: "told", title: file.name }, canvas,
      element("span", {}, element("strong", { textContent: prediction.class }),
        ` ${percent(prediction.probabilities[prediction.class], 0)}`, prediction.note ? `, but ${prediction.note}` : ""),
      element("span", { className: "file", textContent: file.name }));
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      byId("several-pictures").querySelectorAll("[aria-pressed=true]")
        .forEach((each) => each.setAttribute("aria-pressed", "false"));
      button.setAttribute("aria-pressed", "true");
      open(file);
    });
    return button;
  } catch (error) {
    return element("p", { className: "refused", textContent: error.message });
  }
}
