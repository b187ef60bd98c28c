// Turns pictures as the camera was held, as picture.Orientation: by EXIF's numbers from 1, upright, to 8.

const isTurned = (number) => number >= 5 && number <= 8; // so that rows are to become columns

/** Tells rows and columns of the upright picture. */
export function uprightSize(number, { height, width }) {
  return isTurned(number) ? [width, height] : [height, width];
}

/** Finds the pixel of the picture as it is that comes to a row and column of the upright one: [row, column]. */
function source(number, y, x, { height, width }) {
  const row = isTurned(number) ? x : y;
  const column = isTurned(number) ? y : x;
  return [
    [3, 4, 6, 7].includes(number) ? height - 1 - row : row,
    [2, 3, 7, 8].includes(number) ? width - 1 - column : column,
  ];
}

/** Turns and mirrors channels [height, width]. */
export function turned(number, picture) {
  if (number <= 1 || number > 8) return picture;
  const [height, width] = uprightSize(number, picture);
  const channels = picture.channels.map((channel) => channel.slice());
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [row, column] = source(number, y, x, picture);
      for (let c = 0; c < channels.length; c++) {
        channels[c][y * width + x] = picture.channels[c][row * picture.width + column];
      }
    }
  }
  return { channels, height, width };
}

/** Takes a box of the upright picture, on pixels, out of the picture as it is. */
export function part(number, picture, [left, top, right, bottom]) {
  const [rows, columns] = uprightSize(number, picture);
  const [y1, x1] = source(number, Math.round(top * rows), Math.round(left * columns), picture);
  const [y2, x2] = source(number, Math.round(bottom * rows) - 1, Math.round(right * columns) - 1, picture);
  const firstRow = Math.min(y1, y2);
  const firstColumn = Math.min(x1, x2);
  const height = Math.max(y1, y2) - firstRow + 1;
  const width = Math.max(x1, x2) - firstColumn + 1;
  const channels = picture.channels.map((channel) => {
    const cut = new channel.constructor(height * width);
    for (let y = 0; y < height; y++) {
      const from = (firstRow + y) * picture.width + firstColumn;
      cut.set(channel.subarray(from, from + width), y * width);
    }
    return cut;
  });
  return { channels, height, width };
}
