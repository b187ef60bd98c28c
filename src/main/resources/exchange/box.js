// Bounds a part of an upright picture, as picture.Box: [left, top, right, bottom] in shares of its width and height.

const ROUNDING = 1e-6; // pixels: 0.55 of 200 are 110, not a little more

export const WHOLE = [0, 0, 1, 1];

/** Widens it on each side by a share of its width or height, as far as the picture reaches. */
export function widened([left, top, right, bottom], share) {
  const across = share * (right - left);
  const down = share * (bottom - top);
  return [
    Math.max(0, left - across), Math.max(0, top - down),
    Math.min(1, right + across), Math.min(1, bottom + down),
  ];
}

/** Widens it to the borders of all pixels that it touches. */
export function onPixels([left, top, right, bottom], rows, columns) {
  const firstRow = Math.min(rows - 1, Math.floor(top * rows + ROUNDING));
  const firstColumn = Math.min(columns - 1, Math.floor(left * columns + ROUNDING));
  return [
    firstColumn / columns,
    firstRow / rows,
    Math.max(firstColumn + 1, Math.ceil(right * columns - ROUNDING)) / columns,
    Math.max(firstRow + 1, Math.ceil(bottom * rows - ROUNDING)) / rows,
  ];
}

/** Places a point, given in shares of the box, in the picture. */
export function placed([left, top, right, bottom], [x, y]) {
  return [
    x === 1 ? right : left + x * (right - left),
    y === 1 ? bottom : top + y * (bottom - top),
  ];
}

/** Lists its corners, clockwise. */
export function corners([left, top, right, bottom]) {
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}
