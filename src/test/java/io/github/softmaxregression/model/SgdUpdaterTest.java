package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class SgdUpdaterTest {
  private static final double RATE = 0.5;
  private static final double MOMENTUM = 0.9;
  private static final int STEPS = 5;

  /** Three examples with two features, in two classes. */
  private static final DataSet MINIBATCH =
      new DataSet(
          Nd4j.createFromArray(new float[][] {{1, 0}, {0.5f, 1}, {0, 0.25f}}),
          Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0, 1}}));

  private static SoftmaxNetwork network(Optimizer optimizer, double momentum) {
    Hyperparameters settings =
        new Hyperparameters(
            1,
            3,
            RATE,
            0.01,
            4,
            optimizer,
            momentum,
            LearningRateSchedule.CONSTANT,
            0,
            0,
            0,
            0,
            0,
            false,
            0,
            0);
    return SoftmaxNetwork.create(settings, 2, 2);
  }

  /** The gradient of the mean loss, by a step of plain SGD: θ − θ' = ηg. */
  private static INDArray step(INDArray parameters) {
    SoftmaxNetwork plain = network(Optimizer.SGD, 0);
    plain.setParams(parameters.dup());
    plain.fit(MINIBATCH);
    return parameters.sub(plain.params());
  }

  @Test
  void momentumIsPolyaks() {
    SoftmaxNetwork network = network(Optimizer.MOMENTUM, MOMENTUM);
    INDArray expected = network.params().dup();
    INDArray velocity = Nd4j.zeros(expected.shape());
    for (int i = 0; i < STEPS; i++) {
      velocity = velocity.mul(MOMENTUM).add(step(expected)); // v ← μv + ηg
      expected = expected.sub(velocity); // θ ← θ − v
      network.fit(MINIBATCH);
      assertThat(network.params().sub(expected).amaxNumber().doubleValue()).isLessThan(1e-6);
    }
    assertThat(expected.sub(network(Optimizer.SGD, 0).params()).amaxNumber().doubleValue())
        .isGreaterThan(0.1);
  }
}
