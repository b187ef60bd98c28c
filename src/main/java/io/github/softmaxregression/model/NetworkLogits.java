package io.github.softmaxregression.model;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Computes xW + b of any minibatch with ND4J. */
final class NetworkLogits {
  private static final WorkspaceConfiguration ARRAYS = WorkspaceConfiguration.builder().build();

  private NetworkLogits() {}

  /**
   * Computes logits.
   *
   * @param features x [n, inputs]
   * @param weights W [inputs, classes]
   * @param bias b [classes]
   * @return [n, classes]
   */
  @SuppressWarnings("try") // a workspace is entered and left, not called
  static Logits of(INDArray features, INDArray weights, INDArray bias) {
    // Takes memory for arrays from where the thread's last pass has left it.
    try (MemoryWorkspace arrays =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(ARRAYS, "logits")) {
      INDArray logits = Nd4j.createUninitialized(DataType.FLOAT, features.size(0), bias.length());
      // One operation, in float32: faster than product and sum, without views that live a moment.
      Nd4j.exec(
          DynamicCustomOp.builder("xw_plus_b")
              .addInputs(features, weights.castTo(DataType.FLOAT), bias.castTo(DataType.FLOAT))
              .addOutputs(logits)
              .build());
      return Logits.of(logits);
    }
  }
}
