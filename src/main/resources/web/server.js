// What the server answers, and what it has.
import { element, percent } from "./dom.js";

/** What the server answers, or an error with what it says of the request. */
export async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Error("The server does not answer; is it still running?");
  }
  const json = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(json.detail ?? `The server says ${response.status}.`);
  return json;
}

/** The server's prediction of a picture, of which a box may be all that counts, and the model's version. */
export async function predictionOf(blob, name, invert, box) {
  const form = new FormData();
  form.append("picture", blob, name);
  const within = box ? `&box=${box}` : "";
  const answer = await ask(`/api/predict?pixels=true&similar=4&invert=${invert}${within}`, { method: "POST", body: form });
  return { ...answer.predictions[0], version: answer.version };
}

/** The weights of the model that is served; none of one of several layers. */
export const weightsOf = (version) => ask("/api/model/weights").catch(() => ({ version, classes: [] }));

/** A button that shows a test image and takes it. */
export function imageButton(row, take, told = false) {
  const label = `test image ${row.index}: ${row.truth}`;
  const picture = element("img", {
    src: `/api/test-images/${row.index}`,
    alt: told ? "" : label,
    width: 28,
    height: 28,
    loading: "lazy",
  });
  const button = element("button", { type: "button", title: label }, picture);
  button.setAttribute("aria-pressed", "false");
  if (told) {
    button.className = "told";
    button.append(element("span", { textContent: `${row.truth}, taken for ${row.predicted}, ${percent(row.probability, 0)}` }));
  }
  button.addEventListener("click", () => take(row, button));
  return button;
}
