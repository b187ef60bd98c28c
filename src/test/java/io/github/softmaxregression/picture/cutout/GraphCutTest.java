package io.github.softmaxregression.picture.cutout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The cut that is found costs as little as the cheapest of all that are possible. */
class GraphCutTest {
  private static final int NODES = 9;

  private record Edge(int a, int b, float cost) {}

  @Test
  void noCutIsCheaper() {
    Random random = new Random(1);
    for (int graph = 0; graph < 300; graph++) {
      Edge[] edges = new Edge[4 + random.nextInt(20)];
      float[] source = new float[NODES];
      float[] sink = new float[NODES];
      GraphCut cut = new GraphCut(NODES, edges.length);
      for (int i = 0; i < edges.length; i++) {
        int a = random.nextInt(NODES);
        int b = (a + 1 + random.nextInt(NODES - 1)) % NODES;
        edges[i] = new Edge(a, b, random.nextInt(4));
        cut.join(a, b, edges[i].cost);
      }
      for (int node = 0; node < NODES; node++) {
        source[node] = random.nextInt(5);
        sink[node] = random.nextInt(5);
        cut.end(node, source[node], sink[node]);
      }
      double least = Double.MAX_VALUE;
      for (int which = 0; which < 1 << NODES; which++) {
        boolean[] with = new boolean[NODES];
        for (int node = 0; node < NODES; node++) {
          with[node] = (which >> node & 1) == 1;
        }
        least = Math.min(least, cost(with, edges, source, sink));
      }

      assertThat(cost(cut.cut(), edges, source, sink)).isCloseTo(least, within(1e-4));
    }
  }

  private static double cost(boolean[] withSource, Edge[] edges, float[] source, float[] sink) {
    double cost = 0;
    for (int node = 0; node < NODES; node++) {
      cost += withSource[node] ? sink[node] : source[node];
    }
    for (Edge edge : edges) {
      cost += withSource[edge.a] == withSource[edge.b] ? 0 : edge.cost;
    }
    return cost;
  }
}
