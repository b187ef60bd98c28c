package io.github.softmaxregression.model.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j's listeners are served as by its own network. */
class OnePassListenersTest {
  private static ImageSet images;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().test().select(IntStream.range(0, 1000).toArray());
  }

  @Test
  void aListenerMayChangeTheGradient() {
    OnePassNetwork network = OnePassNetworkTest.network(14);
    INDArray before = network.params().dup();
    network.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            model.gradient().gradient().assign(0);
          }
        });
    network.fit(ImageSetIterator.inOrder(images, 500));

    assertThat(network.params()).isEqualTo(before);
  }

  @Test
  void listenersSeeEveryStep() {
    OnePassNetwork network = OnePassNetworkTest.network(10);
    List<String> calls = new ArrayList<>();
    network.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onForwardPass(Model model, List<INDArray> activations) {
            calls.add("forward");
          }

          @Override
          public void onBackwardPass(Model model) {
            calls.add("backward");
          }

          @Override
          public void onGradientCalculation(Model model) {
            INDArray bias = model.gradient().getGradientFor("0_b");
            INDArray weights = model.gradient().getGradientFor("0_W");
            assertThat(bias.amaxNumber().doubleValue()).isPositive();
            assertThat(weights.shape()).containsExactly(784, 10);
            assertThat(weights.amaxNumber().doubleValue()).isPositive();
            calls.add("gradient");
          }

          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            calls.add("done " + iteration);
          }
        });
    network.fit(ImageSetIterator.inOrder(images, 500));

    assertThat(String.join(", ", calls))
        .isEqualTo("forward, backward, gradient, done 0, forward, backward, gradient, done 1");
  }
}
