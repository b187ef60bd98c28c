// The picture that was given, with what was found in it; people may draw the box anew.
import { byId, svg } from "./dom.js";

const LARGEST = 640; // pixels of the longer side
const STEP = 0.02; // of the picture, by keyboard
const SMALLEST = 0.04; // of the picture: less is a click
const WAIT = 300; // milliseconds after the last key

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value, least, most) => Math.min(most, Math.max(least, value));

/** Shows pictures; calls back with a box [left, top, right, bottom] that was drawn, or null for none. */
export function makeOverlay(onBox) {
  const figure = byId("given");
  const canvas = byId("picture");
  const lines = byId("found");
  let turn = 0;
  let painted = null; // the file on the canvas
  let box = null; // as on the page
  let drawn = null; // by a person
  let start = null; // where the pointer was pressed
  let timer = null;

  function rectangle([left, top, right, bottom], kind) {
    const place = { x: left, y: top, width: right - left, height: bottom - top };
    return ["halo", kind].map((name) => svg("rect", { ...place, class: name }));
  }

  function paint(found) {
    const points = (found?.outline ?? []).map((point) => point.join()).join(" ");
    lines.replaceChildren(
      ...(found?.box ? rectangle(found.box, "box") : []),
      ...(points ? ["halo", "outline"].map((kind) => svg("polygon", { points, class: kind })) : []),
      ...(drawn ? rectangle(drawn, "drawn") : []));
    byId("automatic").hidden = drawn === null;
  }

  /** Takes away what is shown. */
  function hide() {
    turn++;
    clearTimeout(timer);
    figure.hidden = true;
    painted = drawn = box = start = timer = null;
  }

  /** Shows a file, and what was found in it; a browser that cannot read it shows nothing. */
  async function show(file, found, by) {
    const mine = ++turn;
    if (file !== painted) {
      const picture = await createImageBitmap(file).catch(() => null);
      if (mine !== turn) return;
      if (picture === null) {
        hide();
        return;
      }
      copy(picture);
      painted = file;
    }
    if (timer !== null || start !== null) return; // the box has moved on meanwhile
    figure.hidden = false;
    drawn = by;
    box = by ?? found.box ?? [0.25, 0.25, 0.75, 0.75];
    const told = found.box ? "outlined: what was taken" : "taken whole";
    byId("given-caption").textContent = `${told} · draw a box to look there`;
    paint(found);
  }

  function copy(picture) {
    const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
    canvas.width = Math.max(1, Math.round(scale * picture.width));
    canvas.height = Math.max(1, Math.round(scale * picture.height));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
  }

  function ask() {
    clearTimeout(timer);
    timer = null;
    onBox(drawn);
  }

  function place(event) {
    const area = lines.getBoundingClientRect();
    return [
      within((event.clientX - area.left) / area.width, 0, 1),
      within((event.clientY - area.top) / area.height, 0, 1),
    ];
  }

  lines.addEventListener("pointerdown", (event) => {
    lines.setPointerCapture(event.pointerId);
    start = { at: place(event), before: drawn, lines: [...lines.children] };
  });
  lines.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const [x, y] = place(event);
    const [fromX, fromY] = start.at;
    drawn = [Math.min(x, fromX), Math.min(y, fromY), Math.max(x, fromX), Math.max(y, fromY)];
    paint(null);
  });
  lines.addEventListener("pointerup", () => {
    if (start === null) return;
    const { before, lines: old } = start;
    start = null;
    if (drawn !== null && drawn !== before && drawn[2] - drawn[0] >= SMALLEST && drawn[3] - drawn[1] >= SMALLEST) {
      box = drawn;
      ask();
    } else {
      drawn = before;
      lines.replaceChildren(...old);
      byId("automatic").hidden = drawn === null;
    }
  });
  lines.addEventListener("pointercancel", () => {
    if (start === null) return;
    drawn = start.before;
    lines.replaceChildren(...start.lines);
    start = null;
  });

  lines.addEventListener("keydown", (event) => {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    const [left, top, right, bottom] = box;
    const [x, y] = direction.map((way) => STEP * way);
    if (event.shiftKey) { // the right and lower sides
      box = [left, top, within(right + x, left + SMALLEST, 1), within(bottom + y, top + SMALLEST, 1)];
    } else {
      const across = within(x, -left, 1 - right);
      const down = within(y, -top, 1 - bottom);
      box = [left + across, top + down, right + across, bottom + down];
    }
    drawn = box = box.map((share) => within(share, 0, 1)); // sums may be a little more
    paint(null);
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  byId("automatic").addEventListener("click", () => {
    drawn = null;
    lines.focus();
    ask();
  });

  return { show, hide };
}
