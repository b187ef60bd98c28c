package io.github.softmaxregression.training;

/** Training stopped because the loss is no longer a finite number. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the epoch, 1 for the first, and how many of its examples were seen. */
  public DivergenceException(int epoch, long examplesSeen) {
    super(
        "epoch %d: the loss is not finite after %d examples; try a smaller learning rate"
            .formatted(epoch, examplesSeen));
  }
}
