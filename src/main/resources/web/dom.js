// Small helpers that every part of the page uses.

/** The element with an id. */
export const byId = (id) => document.getElementById(id);

/** A new element with properties and children; text is never taken for markup. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for SVG, with attributes. */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** 0.1234 as 12.3 %; only 1 itself is 100 %, and 0.9999 is above 99.9 %. */
export function percent(share, digits = 1) {
  const rounded = (100 * share).toFixed(digits);
  const below = (100 - 10 ** -digits).toFixed(digits);
  return `${share < 1 && Number(rounded) === 100 ? `>\u00a0${below}` : rounded}\u00a0%`;
}

/** 12345 as 12,345. */
export const thousands = (number) => number.toLocaleString("en-US");

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
