// The visitor's picture, and what the weights make of it as they are now.
import { byId, element, percent } from "./dom.js";
import { ask } from "./server.js";
import { makeSketch } from "./sketch.js";

const PIXELS = 784;

/** Readies the drawing area and the bars; `changed` is called when there is another picture. */
export function makeMine(names, changed, failed) {
  let pixels = null; // 0 to 255
  let latest = 0; // counts what was given: a late answer to an earlier picture is left out

  async function take(blob, name, invert) {
    const given = ++latest;
    const form = new FormData();
    form.append("picture", blob, name);
    try {
      const answer = await ask(`/api/predict?pixels=true&invert=${invert}`, { method: "POST", body: form });
      if (given !== latest) return;
      if (answer.predictions[0].pixels.length !== PIXELS) {
        failed("The model that is served sees pictures of another size than 28 × 28; serve another for this.");
        return;
      }
      pixels = answer.predictions[0].pixels;
      failed(null);
      changed();
    } catch (error) {
      failed(error.message);
    }
  }

  const sketch = makeSketch((canvas) => canvas.toBlob((blob) => take(blob, "drawing.png", "no"), "image/png"));

  async function put(blob, name, invert) {
    const picture = await createImageBitmap(blob).catch(() => null);
    if (picture === null) {
      failed("That is no picture that this browser can show.");
      return;
    }
    const context = byId("sketch").getContext("2d");
    const side = Math.max(picture.width, picture.height);
    const [width, height] = [(280 * picture.width) / side, (280 * picture.height) / side];
    context.imageSmoothingEnabled = side > 28;
    context.fillStyle = "#000";
    context.fillRect(0, 0, 280, 280);
    context.drawImage(picture, (280 - width) / 2, (280 - height) / 2, width, height);
    byId("sketch").parentElement.classList.add("drawn");
    await take(blob, name, invert);
  }

  async function putTestImage() {
    const index = Math.floor(Math.random() * 1000);
    const response = await fetch(`/api/test-images/${index}`).catch(() => null);
    if (!response?.ok) {
      failed("The server does not answer; is it still running?");
      return;
    }
    await put(await response.blob(), `test image ${index}.png`, "no");
  }

  const bars = names.map((name) => element("li", {},
    element("span", { className: "name", textContent: name }),
    element("span", { className: "track" }, element("span", { className: "fill" })),
    element("span", { className: "value", textContent: "–" })));
  byId("bars").append(...bars);

  function clear() {
    sketch.clear();
    latest++;
    pixels = null;
    for (const bar of bars) {
      bar.classList.remove("best");
      bar.querySelector(".fill").style.width = "0";
      bar.querySelector(".value").textContent = "–";
    }
  }

  byId("clear").addEventListener("click", clear);
  byId("another").addEventListener("click", putTestImage);
  byId("file").addEventListener("change", () => {
    const [file] = byId("file").files;
    if (file) put(file, file.name, "auto");
    byId("file").value = "";
  });

  /** Shows softmax(xW + b) of the picture. */
  return function showProbabilities(parameters) {
    if (pixels === null || parameters === null) return;
    const scores = names.map((_, k) => {
      let score = parameters[names.length * PIXELS + k];
      for (let i = 0; i < PIXELS; i++) score += (pixels[i] / 255) * parameters[k * PIXELS + i];
      return score;
    });
    const largest = Math.max(...scores);
    const exponentials = scores.map((score) => Math.exp(score - largest));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    bars.forEach((bar, k) => {
      const probability = exponentials[k] / sum;
      bar.classList.toggle("best", scores[k] === largest);
      bar.querySelector(".fill").style.width = Number.isFinite(probability) ? `${100 * probability}%` : "0";
      bar.querySelector(".value").textContent = Number.isFinite(probability) ? percent(probability) : "–";
    });
  };
}
