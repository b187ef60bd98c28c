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
