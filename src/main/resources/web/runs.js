// Runs: begun on the server, followed by its events, led, kept.
import { ask } from "./server.js";

const MOST_RUNS = 8; // whose curves are held
const MOST_POINTS = 3000; // of a curve
const RUNS = "/api/playground/runs";

export const isOver = (run) => ["DONE", "DIVERGED", "STOPPED"].includes(run.state);

/** A name for this browser, so that it has one run and no more. */
function visitorName() {
  const fresh = crypto.getRandomValues(new Uint32Array(2)).join("");
  try {
    const name = localStorage.getItem("visitor") ?? fresh;
    localStorage.setItem("visitor", name);
    return name;
  } catch { // where a browser keeps nothing, each page is a visitor
    return fresh;
  }
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** All runs of this page, the oldest first; `changed` is called whenever one looks otherwise. */
export class Runs {
  #visitor = visitorName();
  #changed;
  #count = 0;
  all = [];

  constructor(changed) {
    this.#changed = changed;
  }

  /** The one that was begun last, or undefined. */
  get last() {
    return this.all.at(-1);
  }

  /** Begins a run, or throws what the server has against it; the one before ends. */
  async start(settings, paused) {
    const { id } = await post(RUNS, { visitor: this.#visitor, paused, settings });
    if (this.last !== undefined && !isOver(this.last)) {
      this.last.source.close();
      this.last.state = "STOPPED";
    }
    this.#count++;
    const run = { id, settings, number: this.#count, state: paused ? "PAUSED" : "RUNNING", points: [], epochs: [], latest: null };
    this.all.push(run);
    while (this.all.length > MOST_RUNS) this.all.shift();
    this.#follow(run);
    this.#changed(run);
    return run;
  }

  #follow(run) {
    run.source = new EventSource(`${RUNS}/${run.id}/events`);
    run.source.onmessage = (event) => {
      const snapshot = JSON.parse(event.data);
      run.latest = snapshot;
      run.state = snapshot.state;
      run.epochs = snapshot.epochs;
      if (snapshot.loss !== undefined && snapshot.step !== run.step) {
        run.step = snapshot.step;
        run.points.push([snapshot.epoch - 1 + snapshot.minibatch / snapshot.minibatches, snapshot.loss]);
        if (run.points.length > MOST_POINTS) run.points = run.points.filter((_, i) => i % 2 === 0);
      }
      if (isOver(run)) run.source.close();
      this.#changed(run);
    };
    run.source.onerror = () => {
      run.source.close();
      if (isOver(run)) return;
      run.state = "STOPPED";
      run.lost = true;
      this.#changed(run);
    };
  }

  /** Tells the server to pause, step, resume or stop a run. */
  order(run, action, delay) {
    return post(`${RUNS}/${run.id}`, { action, delay });
  }

  /** Ends a run when its page goes. */
  leave() {
    if (this.last === undefined || isOver(this.last)) return;
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ action: "stop" }), keepalive: true };
    fetch(`${RUNS}/${this.last.id}`, options).catch(() => {});
  }

  /** The zip of a run that is paused or over, or throws why there is none. */
  async zip(run) {
    const response = await fetch(`${RUNS}/${run.id}/zip`).catch(() => null);
    if (response === null) throw new Error("The server does not answer; is it still running?");
    if (!response.ok) throw new Error((await response.json()).detail);
    return response.blob();
  }
}

/** W [pixels of class 0, of class 1, …], then b, as they are now; null before the first event. */
export function parameters(run) {
  if (run.latest === null) return null;
  const signs = atob(run.latest.parameters);
  const bytes = new Uint8Array(signs.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = signs.charCodeAt(i);
  return new Float32Array(bytes.buffer);
}
