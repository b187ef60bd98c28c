package io.github.softmaxregression.web;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.store.InputFormat;
import java.io.IOException;

/** Where the test images for a model come from. */
@FunctionalInterface
public interface TestImages {
  /**
   * The test images as a model takes them.
   *
   * @throws IOException if there are none for this model
   */
  ImageSet fitting(InputFormat input) throws IOException;
}
