package io.github.softmaxregression.model;

/** Names settings that belong together. */
public enum Preset {
  /** The chapter's. */
  CHAPTER(Hyperparameters.CHAPTER),
  /** The best of the same single layer, as cross-validation with the command tune found them. */
  BEST(
      Preset.momentum(4, 12)
          .with(
              s -> {
                s.batchSize = 512;
                s.l2 = 3e-4;
                s.gceQ = 0.5;
                s.preconditioned = true;
              })),
  /** The best for photographs of what Fashion-MNIST shows: learned from varied images. */
  PHOTO(
      Preset.momentum(0.5, 16)
          .with(
              s -> {
                s.batchSize = 128;
                s.l2 = 1e-5;
                s.gceQ = 0.4;
                s.dropout = 0.05;
                s.augment = Augment.STRONG;
              })),
  /** The usual one for folders of pictures, of which there are few and each differs. */
  PICTURES(
      Preset.momentum(0.05, 60)
          .with(
              s -> {
                s.batchSize = 64;
                s.l2 = 3e-3;
                s.augment = Augment.SLIGHT;
              }));

  private final Hyperparameters settings;

  Preset(Hyperparameters settings) {
    this.settings = settings;
  }

  public Hyperparameters settings() {
    return settings;
  }

  /** What all but the chapter's have: Nesterov momentum, a cosine schedule, centred images. */
  private static Hyperparameters momentum(double learningRate, int epochs) {
    return Hyperparameters.CHAPTER.with(
        s -> {
          s.epochs = epochs;
          s.learningRate = learningRate;
          s.optimizer = Optimizer.NESTEROV;
          s.momentum = 0.9;
          s.schedule = LearningRateSchedule.COSINE;
          s.centered = true;
        });
  }
}
