// Curves that grow while a model learns, drawn on a canvas.

const LEFT = 46;
const BOTTOM = 24;
const TOP = 10;
const RIGHT = 12;

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function ticks(low, high) {
  const rough = (high - low) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const first = Math.floor(low / step);
  return Array.from({ length: Math.ceil(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/**
 * Draws lines: [{ points: [[x, y]…], colour, width, dots, dashed, alpha }], x in epochs; values that
 * are no numbers are left out, and very large ones are cut at the top.
 */
export function draw(canvas, lines, { most = Infinity } = {}) {
  const scale = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const points = lines.flatMap((line) => line.points).filter(([, y]) => Number.isFinite(y));
  if (points.length === 0) return;
  let low = Infinity;
  let high = -Infinity;
  let end = 0;
  for (const [x, y] of points) {
    low = Math.min(low, y);
    high = Math.max(high, Math.min(y, most));
    end = Math.max(end, x);
  }
  const marks = ticks(low, Math.max(high, low));
  const bottom = marks[0];
  const top = marks.at(-1) > bottom ? marks.at(-1) : bottom + 1;
  const at = ([x, y]) => [
    LEFT + (x / Math.max(end, 1e-9)) * (width - LEFT - RIGHT),
    height - BOTTOM - ((Math.min(y, top) - bottom) / (top - bottom)) * (height - BOTTOM - TOP),
  ];
  context.font = `12px ${style("--sans")}`;
  context.fillStyle = style("--muted");
  context.strokeStyle = style("--line");
  context.textAlign = "right";
  for (const mark of marks) {
    const [, y] = at([0, mark]);
    context.beginPath();
    context.moveTo(LEFT, y);
    context.lineTo(width - RIGHT, y);
    context.stroke();
    context.fillText(String(Number(mark.toPrecision(3))), LEFT - 6, y + 4);
  }
  context.textAlign = "left";
  context.fillText("0", LEFT, height - 6);
  context.textAlign = "right";
  context.fillText(`epoch ${Number(end.toFixed(1))}`, width - RIGHT, height - 6);
  for (const line of lines) {
    context.globalAlpha = line.alpha ?? 1;
    context.strokeStyle = line.colour;
    context.fillStyle = line.colour;
    context.lineWidth = line.width ?? 2;
    context.beginPath();
    let pen = false;
    for (const point of line.points) {
      if (!Number.isFinite(point[1])) {
        pen = false;
        continue;
      }
      const [x, y] = at(point);
      if (pen) context.lineTo(x, y);
      else context.moveTo(x, y);
      pen = true;
    }
    context.setLineDash(line.dashed ? [6, 5] : []);
    context.stroke();
    context.setLineDash([]);
    if (line.dots) {
      for (const point of line.points) {
        const [x, y] = at(point);
        context.beginPath();
        context.arc(x, y, 3, 0, 7);
        context.fill();
      }
    }
  }
  context.globalAlpha = 1;
}
