package io.github.softmaxregression.model;

/** The two ways in which the same model is written here. */
public enum ModelKind {
  /** A Deeplearning4j network. */
  NETWORK,
  /** By hand, in plain ND4J. */
  SCRATCH;

  /** A new model, ready to train. */
  public TrainableModel create(Hyperparameters settings, int inputs, int classes) {
    return this == NETWORK
        ? SoftmaxNetwork.create(settings, inputs, classes)
        : new ScratchSoftmaxRegression(settings, inputs, classes);
  }

  /** A model as a network, which can be saved. */
  private static SoftmaxNetwork network(TrainableModel model, Hyperparameters settings) {
    if (model instanceof SoftmaxNetwork network) {
      return network;
    }
    ScratchSoftmaxRegression byHand = (ScratchSoftmaxRegression) model;
    return SoftmaxNetwork.withParameters(settings, byHand.weights(), byHand.bias());
  }

  /**
   * A model that was trained with some settings, as a network that takes images as they are.
   *
   * @param mean what was subtracted from them [inputs], or null
   */
  public SoftmaxNetwork usable(TrainableModel model, Hyperparameters settings, float[] mean) {
    SoftmaxNetwork network = network(model, settings);
    return mean == null ? network : network.folded(settings, mean);
  }
}
