package io.github.softmaxregression.model;

import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix product that is prepared once and used for every minibatch: C ← αAB + βC, or with Aᵀ in
 * place of A.
 *
 * <p>{@code Nd4j.gemm} makes a new operation each time, down to a random name from the secure
 * generator, which takes a tenth of the time of the product itself.
 */
final class MatrixProduct {
  private static final int TRANSPOSED = 1;
  private static final int AS_IT_IS = 0;

  private final DynamicCustomOp operation = DynamicCustomOp.builder("matmul").build();
  private final OpContext context = Nd4j.getExecutioner().buildContext();

  private MatrixProduct(int first) {
    context.setIArguments(first, AS_IT_IS, AS_IT_IS);
  }

  /** AB */
  static MatrixProduct plain() {
    return new MatrixProduct(AS_IT_IS);
  }

  /** AᵀB */
  static MatrixProduct ofTransposed() {
    return new MatrixProduct(TRANSPOSED);
  }

  /** Computes the product into C; with β = 0 its old values are not looked at. */
  void compute(INDArray a, INDArray b, INDArray c, double alpha, double beta) {
    context.setTArguments(alpha, beta);
    context.setInputArray(0, a);
    context.setInputArray(1, b);
    context.setOutputArray(0, c);
    Nd4j.exec(operation, context);
    // A GPU's backend would look at the operation's own results, of which a prepared one has none.
    Nd4j.getAffinityManager().tagLocation(c, AffinityManager.Location.DEVICE);
    context.purge(); // or it would keep 300 bytes for each array that it was ever given
  }
}
