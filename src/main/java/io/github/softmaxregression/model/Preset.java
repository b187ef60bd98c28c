package io.github.softmaxregression.model;

/** Settings that belong together. */
public enum Preset {
  /** The chapter's. */
  CHAPTER(Hyperparameters.DEFAULTS),
  /**
   * What the same single layer can be trained to. Chosen by cross-validation, with the command
   * tune.
   */
  BEST(
      new Hyperparameters(
          40,
          128,
          0.5,
          0.01,
          42,
          Optimizer.MOMENTUM,
          0.9,
          LearningRateSchedule.COSINE,
          0,
          1e-5,
          0,
          0.4,
          0.05,
          true,
          0,
          0));

  private final Hyperparameters settings;

  Preset(Hyperparameters settings) {
    this.settings = settings;
  }

  public Hyperparameters settings() {
    return settings;
  }
}
