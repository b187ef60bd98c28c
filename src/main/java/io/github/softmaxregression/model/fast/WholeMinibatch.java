package io.github.softmaxregression.model.fast;

import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.data.memory.MinibatchBuffers;
import io.github.softmaxregression.data.memory.MinibatchBuffers.Part;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Gives the rows of a minibatch that was made as a whole, as views. */
record WholeMinibatch(INDArray features, INDArray labels) implements ShardedStep.Examples {
  /**
   * Takes a minibatch in any layout.
   *
   * @throws IllegalArgumentException if its shapes do not fit
   */
  static WholeMinibatch of(DataSet minibatch, int inputs, int classes) {
    INDArray features = minibatch.getFeatures();
    INDArray labels = minibatch.getLabels();
    requireShape("features", features, features.size(0), inputs);
    requireShape("labels", labels, features.size(0), classes);
    return new WholeMinibatch(features.castTo(DataType.FLOAT), labels);
  }

  private static void requireShape(String name, INDArray array, long rows, long columns) {
    if (array.rank() != 2 || array.size(0) != rows || array.size(1) != columns) {
      throw new IllegalArgumentException(
          "%s of shape %s: expected [%d, %d]"
              .formatted(name, Arrays.toString(array.shape()), rows, columns));
    }
  }

  @Override
  public Part part(int first, int rows, MinibatchBuffers own) {
    INDArrayIndex these = NDArrayIndex.interval(first, first + rows);
    float[] targets = HostMemory.rows(labels.get(these, NDArrayIndex.all()));
    return new Part(features.get(these, NDArrayIndex.all()), 1, targets);
  }
}
