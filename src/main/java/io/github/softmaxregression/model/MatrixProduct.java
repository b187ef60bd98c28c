package io.github.softmaxregression.model;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A matrix product that is prepared once and used for every minibatch: C ← αAB + βC, or with Aᵀ in
 * place of A. {@code Nd4j.gemm} would add a tenth to the time of the product itself.
 */
final class MatrixProduct {
  private static final int TRANSPOSED = 1;
  private static final int AS_IT_IS = 0;

  private final PreparedOperation product;

  private MatrixProduct(int first) {
    product = new PreparedOperation("matmul", first, AS_IT_IS, AS_IT_IS);
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
    product.setArguments(alpha, beta);
    product.compute(c, a, b);
  }
}
