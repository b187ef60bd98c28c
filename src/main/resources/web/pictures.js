// Pictures made of numbers: what the network sees, its weights, what each pixel added.

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Runs something again whenever the page turns dark or light. */
export const onColours = (redraw) => dark.addEventListener("change", redraw);

const LIGHT = { middle: [255, 255, 255], positive: [178, 24, 43], negative: [33, 102, 172] };
const DARK = { middle: [28, 30, 34], positive: [244, 116, 104], negative: [104, 168, 228] };

/** Paints [red, green, blue] of each pixel; a canvas that has the size already keeps its memory. */
function paint(canvas, height, width, colour) {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let i = 0, at = 0; i < height * width; i++) {
    const [red, green, blue] = colour(i);
    image.data[at++] = red;
    image.data[at++] = green;
    image.data[at++] = blue;
    image.data[at++] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** Grey values from 0 to 255. */
export function paintGrey(canvas, pixels, height, width) {
  paint(canvas, height, width, (i) => [pixels[i], pixels[i], pixels[i]]);
}

/** Red for values above 0, blue for those below, the stronger the farther. */
export function paintSigned(canvas, values, height, width) {
  const colours = dark.matches ? DARK : LIGHT;
  const largest = values.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-9);
  const mixed = [0, 0, 0]; // used again for each pixel
  paint(canvas, height, width, (i) => {
    const share = Math.sqrt(Math.abs(values[i]) / largest); // so that small ones are seen too
    const end = values[i] < 0 ? colours.negative : colours.positive;
    for (let channel = 0; channel < 3; channel++) {
      mixed[channel] = Math.round(colours.middle[channel] + share * (end[channel] - colours.middle[channel]));
    }
    return mixed;
  });
}
