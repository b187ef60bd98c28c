// Line charts, drawn by hand: a few lines do not need a library.
import { svg } from "./dom.js";

const WIDTH = 480;
const HEIGHT = 210;
const LEFT = 44;
const RIGHT = 92;
const BOTTOM = 26;
const TOP = 8;

function nice(low, high) {
  const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2].find((each) => (high - low) / each <= 5) ?? (high - low) / 4;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Several series over the epochs: [{ name, values }], where a value may be missing. */
export function lineChart(title, series) {
  const all = series.flatMap((each) => each.values).filter((value) => value != null);
  const ticks = nice(Math.min(...all), Math.max(...all));
  const count = series[0].values.length;
  const x = (i) => LEFT + (count === 1 ? 0.5 : i / (count - 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value) =>
    HEIGHT - BOTTOM - ((value - ticks[0]) / (ticks.at(-1) - ticks[0])) * (HEIGHT - BOTTOM - TOP);
  const chart = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "img", "aria-label": title });
  for (const tick of ticks) {
    chart.append(
      svg("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick), class: "grid" }),
      svg("text", { x: LEFT - 8, y: y(tick) + 4, "text-anchor": "end" }, tick.toFixed(ticks[1] - ticks[0] < 0.1 ? 2 : 1)));
  }
  chart.append(
    svg("text", { x: x(0), y: HEIGHT - 6, "text-anchor": "middle" }, "1"),
    svg("text", { x: x(count - 1), y: HEIGHT - 6, "text-anchor": "middle" }, count > 1 ? `epoch ${count}` : ""));
  const labels = [];
  series.forEach(({ name, values }, k) => {
    const points = values.flatMap((value, i) => (value == null ? [] : [`${x(i).toFixed(1)},${y(value).toFixed(1)}`]));
    chart.append(svg("path", { d: `M${points.join("L")}`, class: `s${k}` }));
    if (count === 1) chart.append(svg("circle", { cx: x(0), cy: y(values[0]), r: 3, class: `s${k}` }));
    labels.push({ name, k, at: y(values.filter((value) => value != null).at(-1)) });
  });
  labels.sort((a, b) => a.at - b.at);
  let free = 0;
  for (const { name, k, at } of labels) { // names do not lie over each other
    free = Math.max(at, free + 15);
    chart.append(svg("text", { x: WIDTH - RIGHT + 8, y: free + 4, class: `s${k}` }, name));
  }
  return chart;
}
