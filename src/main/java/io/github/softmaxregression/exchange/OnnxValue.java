package io.github.softmaxregression.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a node takes and makes. */
sealed interface OnnxValue {
  record Constant(OnnxTensor tensor) implements OnnxValue {}

  /** A value that depends on the input in a way that layers cannot express. */
  record Unusable(String why) implements OnnxValue {}

  /**
   * A value for each image, as the steps make it that lead to it.
   *
   * @param shape of one image's values; null if it is not said
   * @param whole whether they are whole numbers, as pixels in bytes
   * @param end the last step's activation; null unless it was one
   */
  record Rows(
      long[] shape,
      boolean whole,
      Rows before,
      Consumer<LayerStack> step,
      int steps,
      LayerActivation end)
      implements OnnxValue {
    Rows then(long[] made, LayerActivation activation, Consumer<LayerStack> next) {
      return new Rows(made, false, this, next, steps + 1, activation);
    }

    Rows shaped(long... other) {
      return new Rows(other, whole, before, step, steps, end);
    }

    /** The same as real numbers. */
    Rows real() {
      return new Rows(shape, false, before, step, steps, end);
    }

    boolean isFlat() {
      return shape == null || shape.length == 1;
    }

    void replay(LayerStack stack) {
      Deque<Consumer<LayerStack>> all = new ArrayDeque<>();
      for (Rows each = this; each.step != null; each = each.before) {
        all.push(each.step);
      }
      all.forEach(each -> each.accept(stack));
    }
  }
}
