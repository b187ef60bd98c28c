package io.github.softmaxregression.model;

import com.google.gson.annotations.SerializedName;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** How a gradient becomes an update: Deeplearning4j's updaters. */
public enum Optimizer {
  /** θ ← θ − ηg, with the learning rate η and the gradient g. */
  SGD,
  /** Nesterov's momentum. */
  NESTEROV,
  /** Kingma and Ba, arXiv 1412.6980, with their β₁ = 0.9, β₂ = 0.999 and ε = 1e-8. */
  ADAM,
  /** Polyak's momentum, named only so that zips of earlier versions still say what made them. */
  @SerializedName("MOMENTUM")
  POLYAK;

  /** Whether it has a momentum. */
  public boolean hasMomentum() {
    return this == NESTEROV || this == POLYAK;
  }

  /** A momentum that is given, or 0.9, which is usual, for an optimizer that has one; else 0. */
  public double momentum(double given) {
    return !hasMomentum() ? 0 : given == 0 ? 0.9 : given;
  }

  /** Values that it keeps for each parameter from one minibatch to the next. */
  public int statesPerParameter() {
    return this == SGD ? 0 : this == ADAM ? 2 : 1;
  }

  /** Returns Deeplearning4j's updater, or throws an IllegalArgumentException if it has none. */
  IUpdater updater(double learningRate, double momentum) {
    return switch (this) {
      case SGD -> new Sgd(learningRate);
      case NESTEROV -> new Nesterovs(learningRate, momentum);
      case ADAM -> new Adam(learningRate);
      case POLYAK ->
          throw new IllegalArgumentException("optimizer polyak: expected sgd, nesterov or adam");
    };
  }
}
