package io.github.softmaxregression.model;

import io.github.softmaxregression.backend.BackendChoice;

/** The ways in which the same model is written here. */
public enum ModelKind {
  /** A Deeplearning4j network. */
  NETWORK,
  /** By hand, in plain ND4J. */
  SCRATCH,
  /** By hand, with softmax as its formula says: its exponentials overflow beyond logits of 88. */
  UNSTABLE;

  /** Makes a new model, ready to train. */
  public TrainableModel create(Hyperparameters settings, int inputs, int classes) {
    BackendChoice.findBesideThis();
    return this == NETWORK
        ? SoftmaxNetwork.create(settings, inputs, classes)
        : new ScratchSoftmaxRegression(settings, inputs, classes, this == SCRATCH);
  }

  /**
   * Turns a model that was trained with some settings into a network that can be saved.
   *
   * @param mean what was subtracted from its images [inputs], or null
   */
  public SoftmaxNetwork toNetwork(TrainableModel model, Hyperparameters settings, float[] mean) {
    SoftmaxNetwork network =
        this == NETWORK ? plain((SoftmaxNetwork) model, settings) : byHand(model, settings);
    return mean == null ? network : Folding.withMeanFolded(network, settings, mean);
  }

  private static SoftmaxNetwork byHand(TrainableModel model, Hyperparameters settings) {
    ScratchSoftmaxRegression scratch = (ScratchSoftmaxRegression) model;
    return GivenParameters.network(settings, scratch.weights(), scratch.bias());
  }

  /** Lets the zip name cross-entropy, whatever has trained the network. */
  private static SoftmaxNetwork plain(SoftmaxNetwork network, Hyperparameters settings) {
    return settings.gceQ() == 0
        ? network
        : GivenParameters.network(settings, network.weights(), network.bias());
  }
}
