package io.github.softmaxregression.model;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** How a gradient becomes an update. η is the learning rate, μ the momentum, g the gradient. */
public enum Optimizer {
  /** θ ← θ − ηg */
  SGD,
  /** Polyak's: v ← μv + ηg, θ ← θ − v */
  MOMENTUM,
  /** Nesterov's, as Deeplearning4j has it. */
  NESTEROV,
  /** Kingma and Ba, arXiv 1412.6980, with their β₁ = 0.9, β₂ = 0.999 and ε = 1e-8. */
  ADAM;

  /** Whether it has a momentum. */
  public boolean hasMomentum() {
    return this == MOMENTUM || this == NESTEROV;
  }

  /** Values that it keeps for each parameter from one minibatch to the next. */
  public int statesPerParameter() {
    return switch (this) {
      case SGD -> 0;
      case MOMENTUM, NESTEROV -> 1;
      case ADAM -> 2;
    };
  }

  /**
   * The setting for Deeplearning4j, which has no Polyak momentum: there it is plain SGD, to which
   * {@link SgdUpdater} adds it.
   */
  IUpdater updater(double learningRate, double momentum) {
    return switch (this) {
      case SGD, MOMENTUM -> new Sgd(learningRate);
      case NESTEROV -> new Nesterovs(learningRate, momentum);
      case ADAM -> new Adam(learningRate);
    };
  }
}
