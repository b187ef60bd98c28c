// Cuts a graph in two where that costs least, as picture.cutout.GraphCut: the algorithm of Boykov and Kolmogorov
// (2004, "An experimental comparison of min-cut/max-flow algorithms for energy minimization in vision"). Two trees
// grow from the two ends; where they meet, flow is pushed, and what it cuts off looks for a new parent.

const TO_END = -1; // the parent of a node that hangs on the end itself
const ORPHAN = -2;
const FREE = -3;

/** Queues nodes from both ends, without an object for each. */
class Nodes {
  constructor() {
    this.ring = new Int32Array(1 << 10); // of a size that is a power of two
    this.first = 0;
    this.count = 0;
  }

  add(node) {
    this.reserve();
    this.ring[(this.first + this.count++) & (this.ring.length - 1)] = node;
  }

  addFirst(node) {
    this.reserve();
    this.first = (this.first - 1) & (this.ring.length - 1);
    this.ring[this.first] = node;
    this.count++;
  }

  peek() {
    return this.ring[this.first];
  }

  poll() {
    const node = this.ring[this.first];
    this.first = (this.first + 1) & (this.ring.length - 1);
    this.count--;
    return node;
  }

  reserve() {
    if (this.count < this.ring.length) return;
    const larger = new Int32Array(2 * this.ring.length);
    larger.set(this.ring.subarray(this.first));
    larger.set(this.ring.subarray(0, this.first), this.count - this.first);
    this.ring = larger;
    this.first = 0;
  }
}

/** A graph of nodes between a source and a sink. */
export class GraphCut {
  /** Makes one without edges. */
  constructor(nodes, mostEdges) {
    this.firstArc = new Int32Array(nodes).fill(-1);
    this.nextArc = new Int32Array(2 * mostEdges);
    this.head = new Int32Array(2 * mostEdges);
    this.residual = new Float32Array(2 * mostEdges); // arc a and its reverse a ^ 1
    this.terminal = new Float32Array(nodes); // what is left: above 0 from the source, below 0 to the sink
    this.arcs = 0;
    this.parent = new Int32Array(nodes).fill(FREE); // the arc to it, or one of the constants
    this.ofSink = new Uint8Array(nodes);
    this.time = new Int32Array(nodes); // when the distance was found
    this.distance = new Int32Array(nodes); // to the end of the node's tree
    this.now = 0;
    this.active = new Nodes();
    this.orphans = new Nodes();
  }

  /** Joins two nodes; to part them costs this much. */
  join(a, b, cost) {
    this.arc(a, b, cost);
    this.arc(b, a, cost);
  }

  arc(from, to, cost) {
    this.head[this.arcs] = to;
    this.residual[this.arcs] = cost;
    this.nextArc[this.arcs] = this.firstArc[from];
    this.firstArc[from] = this.arcs++;
  }

  /** Says what it costs to part a node from the source, and from the sink. */
  end(node, source, sink) {
    this.terminal[node] = Math.fround(source) - Math.fround(sink);
  }

  /** Tells by 1 which nodes stay with the source. */
  cut() {
    for (let node = 0; node < this.terminal.length; node++) {
      if (this.terminal[node] !== 0) {
        this.ofSink[node] = Number(this.terminal[node] < 0);
        this.parent[node] = TO_END;
        this.distance[node] = 1;
        this.active.add(node);
      }
    }
    while (this.active.count > 0) {
      const node = this.active.peek();
      const meeting = this.parent[node] === FREE ? -1 : this.grow(node);
      if (meeting < 0) {
        this.active.poll();
        continue;
      }
      this.now++;
      this.push(meeting);
      while (this.orphans.count > 0) this.adopt(this.orphans.poll());
    }
    return this.ofSink.map((sink, node) => Number(this.parent[node] !== FREE && !sink));
  }

  /** Tells what flow can still go along an arc, in the direction away from a tree's end. */
  open(arc, sinks) {
    return this.residual[sinks ? arc ^ 1 : arc];
  }

  /** Lets a tree grow at a node; returns the arc from the source's tree to the sink's, or -1. */
  grow(node) {
    const { ofSink, parent, time, distance } = this;
    for (let arc = this.firstArc[node]; arc >= 0; arc = this.nextArc[arc]) {
      if (this.open(arc, ofSink[node]) <= 0) continue;
      const other = this.head[arc];
      if (parent[other] === FREE) {
        ofSink[other] = ofSink[node];
        this.hang(other, arc ^ 1, node);
        this.active.add(other);
      } else if (ofSink[other] !== ofSink[node]) {
        return ofSink[node] ? arc ^ 1 : arc;
      } else if (time[other] <= time[node] && distance[other] > distance[node]) {
        this.hang(other, arc ^ 1, node); // nearer to the end
      }
    }
    return -1;
  }

  hang(node, arc, on) {
    this.parent[node] = arc;
    this.time[node] = this.time[on];
    this.distance[node] = this.distance[on] + 1;
  }

  /** Pushes as much as fits along the way that an arc closes. */
  push(meeting) {
    const fromSource = this.head[meeting ^ 1];
    const toSink = this.head[meeting];
    const flow = Math.min(this.residual[meeting], this.room(fromSource), this.room(toSink));
    this.residual[meeting] -= flow;
    this.residual[meeting ^ 1] += flow;
    this.take(fromSource, flow);
    this.take(toSink, flow);
  }

  room(node) {
    let room = Infinity;
    let at = node;
    for (; this.parent[at] !== TO_END; at = this.head[this.parent[at]]) {
      room = Math.min(room, this.open(this.parent[at] ^ 1, this.ofSink[at]));
    }
    return Math.min(room, Math.abs(this.terminal[at]));
  }

  take(node, flow) {
    const { residual, parent, ofSink, terminal } = this;
    let at = node;
    while (parent[at] !== TO_END) {
      const arc = parent[at];
      const used = ofSink[at] ? arc : arc ^ 1;
      residual[used] -= flow;
      residual[used ^ 1] += flow;
      if (residual[used] <= 0) {
        parent[at] = ORPHAN;
        this.orphans.addFirst(at);
      }
      at = this.head[arc];
    }
    terminal[at] += ofSink[at] ? flow : -flow;
    if (ofSink[at] ? terminal[at] >= 0 : terminal[at] <= 0) {
      parent[at] = ORPHAN;
      this.orphans.addFirst(at);
    }
  }

  /** Finds a new parent for a node, or sets it free and its children adrift. */
  adopt(node) {
    const { firstArc, nextArc, head, parent, ofSink } = this;
    let best = FREE;
    let nearest = Infinity;
    for (let arc = firstArc[node]; arc >= 0; arc = nextArc[arc]) {
      const other = head[arc];
      if (ofSink[other] === ofSink[node] && parent[other] !== FREE && this.open(arc ^ 1, ofSink[node]) > 0) {
        const length = this.distanceOf(other);
        if (length < nearest) {
          nearest = length;
          best = arc;
        }
      }
    }
    parent[node] = best;
    if (best !== FREE) {
      this.time[node] = this.now;
      this.distance[node] = nearest + 1;
      return;
    }
    for (let arc = firstArc[node]; arc >= 0; arc = nextArc[arc]) {
      const other = head[arc];
      if (ofSink[other] !== ofSink[node] || parent[other] === FREE) continue;
      if (this.open(arc ^ 1, ofSink[node]) > 0) this.active.add(other);
      if (parent[other] >= 0 && head[parent[other]] === node) {
        parent[other] = ORPHAN;
        this.orphans.add(other);
      }
    }
  }

  /** Counts the steps to the end, and marks them; as many as there are where the way is cut. */
  distanceOf(node) {
    const { head, parent, time, distance, now } = this;
    let steps = 0;
    let at = node;
    while (time[at] !== now) {
      if (parent[at] === ORPHAN) return Infinity;
      if (parent[at] === TO_END) {
        time[at] = now;
        distance[at] = 1;
        break;
      }
      steps++;
      at = head[parent[at]];
    }
    const length = steps + distance[at];
    let left = length;
    for (let mark = node; time[mark] !== now; mark = head[parent[mark]]) {
      time[mark] = now;
      distance[mark] = left--;
    }
    return length;
  }
}
