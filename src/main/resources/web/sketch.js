// A black square to draw on in white, as the network's pictures are.
import { byId } from "./dom.js";

const STEP = 10; // of the pen, by keyboard: one of the network's pixels
const WAIT = 120; // milliseconds between two looks at a drawing under way

/** Lets people draw; calls back with the canvas, now and then while they do and at the end. */
export function makeSketch(onChange) {
  const canvas = byId("sketch");
  const easel = canvas.parentElement;
  const context = canvas.getContext("2d");
  const keyboard = { x: 140, y: 140, down: false };
  let last = null;
  let timer = null;

  function clear() {
    context.fillStyle = "#000";
    context.fillRect(0, 0, canvas.width, canvas.height);
    easel.classList.remove("drawn");
    clearTimeout(timer);
    timer = null;
  }

  function changed() {
    timer ??= setTimeout(() => {
      timer = null;
      onChange(canvas);
    }, WAIT);
  }

  function stroke(from, to) {
    easel.classList.add("drawn");
    context.strokeStyle = "#fff";
    context.lineCap = "round";
    context.lineWidth = Number(byId("brush").value);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    changed();
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    const scale = canvas.width / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  }

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    stroke(last, last);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (last === null) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const next = place(each);
      stroke(last, next);
      last = next;
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => (last = null));
  }

  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("keydown", (event) => {
    const direction = arrows[event.key];
    if (event.key === " ") {
      keyboard.down = !keyboard.down;
      if (keyboard.down) stroke(keyboard, keyboard);
    } else if (direction) {
      const from = { ...keyboard };
      keyboard.x = Math.min(280, Math.max(0, keyboard.x + STEP * direction[0]));
      keyboard.y = Math.min(280, Math.max(0, keyboard.y + STEP * direction[1]));
      if (keyboard.down) stroke(from, keyboard);
    } else {
      return;
    }
    event.preventDefault();
  });

  clear();
  return { clear };
}
