package io.github.softmaxregression.model;

/** Names settings that belong together. */
public enum Preset {
  /** The chapter's. */
  CHAPTER(Hyperparameters.CHAPTER),
  /** The best of the same single layer, as cross-validation with the command tune found them. */
  BEST(
      Hyperparameters.CHAPTER.with(
          s -> {
            s.epochs = 12;
            s.batchSize = 512;
            s.learningRate = 4;
            s.optimizer = Optimizer.NESTEROV;
            s.momentum = 0.9;
            s.schedule = LearningRateSchedule.COSINE;
            s.l2 = 3e-4;
            s.gceQ = 0.5;
            s.centered = true;
            s.preconditioned = true;
          })),
  /** The best for photographs of what Fashion-MNIST shows: learned from varied images. */
  PHOTO(
      Hyperparameters.CHAPTER.with(
          s -> {
            s.epochs = 8;
            s.batchSize = 128;
            s.learningRate = 0.5;
            s.optimizer = Optimizer.NESTEROV;
            s.momentum = 0.9;
            s.schedule = LearningRateSchedule.COSINE;
            s.l2 = 1e-5;
            s.gceQ = 0.4;
            s.dropout = 0.05;
            s.centered = true;
            s.augment = Augment.STRONG;
          })),
  /** The usual one for folders of pictures, of which there are few and each differs. */
  PICTURES(
      Hyperparameters.CHAPTER.with(
          s -> {
            s.epochs = 60;
            s.batchSize = 64;
            s.learningRate = 0.05;
            s.optimizer = Optimizer.NESTEROV;
            s.momentum = 0.9;
            s.schedule = LearningRateSchedule.COSINE;
            s.l2 = 3e-3;
            s.centered = true;
            s.augment = Augment.SLIGHT;
          }));

  private final Hyperparameters settings;

  Preset(Hyperparameters settings) {
    this.settings = settings;
  }

  public Hyperparameters settings() {
    return settings;
  }
}
