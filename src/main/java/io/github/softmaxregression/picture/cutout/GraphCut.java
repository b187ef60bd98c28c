package io.github.softmaxregression.picture.cutout;

import java.util.Arrays;

/**
 * Cuts a graph in two where that costs least: the algorithm of Boykov and Kolmogorov (2004, "An
 * experimental comparison of min-cut/max-flow algorithms for energy minimization in vision"). Two
 * trees grow from the two ends; where they meet, flow is pushed, and what it cuts off looks for a
 * new parent.
 */
final class GraphCut {
  private static final int TO_END = -1; // the parent of a node that hangs on the end itself
  private static final int ORPHAN = -2;
  private static final int FREE = -3;

  private final int[] firstArc;
  private final int[] nextArc;
  private final int[] head;
  private final float[] residual; // arc a and its reverse a ^ 1
  private final float[] terminal; // what is left: above 0 from the source, below 0 to the sink
  private int arcs;

  private final int[] parent; // the arc to it, or one of the constants
  private final boolean[] ofSink;
  private final int[] time; // when the distance was found
  private final int[] distance; // to the end of the node's tree
  private int now;

  private final Nodes active = new Nodes();
  private final Nodes orphans = new Nodes();

  /** Queues nodes from both ends, without an object for each. */
  private static final class Nodes {
    private int[] ring = new int[1 << 10]; // of a size that is a power of two
    private int first;
    private int count;

    boolean isEmpty() {
      return count == 0;
    }

    void add(int node) {
      reserve();
      ring[first + count++ & ring.length - 1] = node;
    }

    void addFirst(int node) {
      reserve();
      first = first - 1 & ring.length - 1;
      ring[first] = node;
      count++;
    }

    int peek() {
      return ring[first];
    }

    int poll() {
      int node = ring[first];
      first = first + 1 & ring.length - 1;
      count--;
      return node;
    }

    private void reserve() {
      if (count == ring.length) {
        int[] larger = new int[2 * ring.length];
        System.arraycopy(ring, first, larger, 0, count - first);
        System.arraycopy(ring, 0, larger, count - first, first);
        ring = larger;
        first = 0;
      }
    }
  }

  /** Makes a graph without edges. */
  GraphCut(int nodes, int mostEdges) {
    firstArc = new int[nodes];
    nextArc = new int[2 * mostEdges];
    head = new int[2 * mostEdges];
    residual = new float[2 * mostEdges];
    terminal = new float[nodes];
    parent = new int[nodes];
    ofSink = new boolean[nodes];
    time = new int[nodes];
    distance = new int[nodes];
    Arrays.fill(firstArc, -1);
    Arrays.fill(parent, FREE);
  }

  /** Joins two nodes; to part them costs this much. */
  void join(int a, int b, float cost) {
    arc(a, b, cost);
    arc(b, a, cost);
  }

  private void arc(int from, int to, float cost) {
    head[arcs] = to;
    residual[arcs] = cost;
    nextArc[arcs] = firstArc[from];
    firstArc[from] = arcs++;
  }

  /** Says what it costs to part a node from the source, and from the sink. */
  void end(int node, float source, float sink) {
    terminal[node] = source - sink;
  }

  /** Tells which nodes stay with the source. */
  boolean[] cut() {
    for (int node = 0; node < terminal.length; node++) {
      if (terminal[node] != 0) {
        ofSink[node] = terminal[node] < 0;
        parent[node] = TO_END;
        distance[node] = 1;
        active.add(node);
      }
    }
    while (!active.isEmpty()) {
      int node = active.peek();
      int meeting = parent[node] == FREE ? -1 : grow(node);
      if (meeting < 0) {
        active.poll();
        continue;
      }
      now++;
      push(meeting);
      while (!orphans.isEmpty()) {
        adopt(orphans.poll());
      }
    }
    boolean[] withSource = new boolean[parent.length];
    for (int node = 0; node < withSource.length; node++) {
      withSource[node] = parent[node] != FREE && !ofSink[node];
    }
    return withSource;
  }

  /** What flow can still go along an arc, in the direction away from a tree's end. */
  private float open(int arc, boolean sinks) {
    return residual[sinks ? arc ^ 1 : arc];
  }

  /** Lets a tree grow at a node; returns the arc from the source's tree to the sink's, or -1. */
  private int grow(int node) {
    for (int arc = firstArc[node]; arc >= 0; arc = nextArc[arc]) {
      if (open(arc, ofSink[node]) <= 0) {
        continue;
      }
      int other = head[arc];
      if (parent[other] == FREE) {
        ofSink[other] = ofSink[node];
        hang(other, arc ^ 1, node);
        active.add(other);
      } else if (ofSink[other] != ofSink[node]) {
        return ofSink[node] ? arc ^ 1 : arc;
      } else if (time[other] <= time[node] && distance[other] > distance[node]) {
        hang(other, arc ^ 1, node); // nearer to the end
      }
    }
    return -1;
  }

  private void hang(int node, int arc, int on) {
    parent[node] = arc;
    time[node] = time[on];
    distance[node] = distance[on] + 1;
  }

  /** Pushes as much as fits along the way that an arc closes. */
  private void push(int meeting) {
    int fromSource = head[meeting ^ 1];
    int toSink = head[meeting];
    float flow = Math.min(residual[meeting], Math.min(room(fromSource), room(toSink)));
    residual[meeting] -= flow;
    residual[meeting ^ 1] += flow;
    take(fromSource, flow);
    take(toSink, flow);
  }

  private float room(int node) {
    float room = Float.MAX_VALUE;
    int at = node;
    for (; parent[at] != TO_END; at = head[parent[at]]) {
      room = Math.min(room, open(parent[at] ^ 1, ofSink[at]));
    }
    return Math.min(room, Math.abs(terminal[at]));
  }

  private void take(int node, float flow) {
    int at = node;
    while (parent[at] != TO_END) {
      int arc = parent[at];
      int used = ofSink[at] ? arc : arc ^ 1;
      residual[used] -= flow;
      residual[used ^ 1] += flow;
      int next = head[arc];
      if (residual[used] <= 0) {
        parent[at] = ORPHAN;
        orphans.addFirst(at);
      }
      at = next;
    }
    terminal[at] += ofSink[at] ? flow : -flow;
    if (ofSink[at] ? terminal[at] >= 0 : terminal[at] <= 0) {
      terminal[at] = 0;
      parent[at] = ORPHAN;
      orphans.addFirst(at);
    }
  }

  /** Finds a new parent for a node, or sets it free and its children adrift. */
  private void adopt(int node) {
    int best = FREE;
    int nearest = Integer.MAX_VALUE;
    for (int arc = firstArc[node]; arc >= 0; arc = nextArc[arc]) {
      int other = head[arc];
      if (ofSink[other] == ofSink[node]
          && parent[other] != FREE
          && open(arc ^ 1, ofSink[node]) > 0) {
        int length = distanceOf(other);
        if (length < nearest) {
          nearest = length;
          best = arc;
        }
      }
    }
    parent[node] = best;
    if (best != FREE) {
      time[node] = now;
      distance[node] = nearest + 1;
      return;
    }
    for (int arc = firstArc[node]; arc >= 0; arc = nextArc[arc]) {
      int other = head[arc];
      if (ofSink[other] != ofSink[node] || parent[other] == FREE) {
        continue;
      }
      if (open(arc ^ 1, ofSink[node]) > 0) {
        active.add(other);
      }
      if (parent[other] >= 0 && head[parent[other]] == node) {
        parent[other] = ORPHAN;
        orphans.add(other);
      }
    }
  }

  /** Counts the steps to the end, and marks them; as many as there are where the way is cut. */
  private int distanceOf(int node) {
    int steps = 0;
    int at = node;
    while (time[at] != now) {
      if (parent[at] == ORPHAN) {
        return Integer.MAX_VALUE;
      }
      if (parent[at] == TO_END) {
        time[at] = now;
        distance[at] = 1;
        break;
      }
      steps++;
      at = head[parent[at]];
    }
    int length = steps + distance[at];
    int left = length;
    for (int mark = node; time[mark] != now; mark = head[parent[mark]]) {
      time[mark] = now;
      distance[mark] = left--;
    }
    return length;
  }
}
