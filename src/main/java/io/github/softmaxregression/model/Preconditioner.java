package io.github.softmaxregression.model;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.memory.PreparedOperation;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Multiplies the gradient of W by P = (C + εI)^(−½), with C the covariance of the training images.
 *
 * <p>Images differ much in a few directions and little in most: along the first a step of gradient
 * descent goes far, along the others it needs many epochs. P evens that out, in part. It is the
 * same as to train with coordinates of the images x' = P^½ x and weights W' = P^(−½) W, and to fold
 * the one into the other after every step.
 */
public final class Preconditioner {
  private static final double DAMPING = 0.1; // ε, of pixels from 0 to 1
  private static final int IMAGES = 5000; // of as many the result is as good as of 60,000

  private final INDArray matrix; // P [inputs, inputs], symmetric
  private final PreparedOperation product = new PreparedOperation("matmul", 0, 0, 0);
  private INDArray gradient; // the one it was applied to last, as is its part of W
  private INDArray weightGradient; // [inputs, classes], column-major
  private INDArray result; // of the same shape and order

  private Preconditioner(INDArray matrix) {
    this.matrix = matrix;
  }

  /** Finds P for training images, from the first 5,000 of them. */
  public static Preconditioner of(ImageSet images) {
    int n = Math.min(IMAGES, images.size());
    ImageSet first = images.select(IntStream.range(0, n).toArray());
    INDArray x = ImageSetIterator.inOrder(first, n).next().getFeatures(); // [n, inputs]
    INDArray mean = x.mean(true, 0); // [1, inputs]
    INDArray covariance = x.transpose().mmul(x).divi(n).subi(mean.transpose().mmul(mean));
    INDArray vectors = covariance.dup('f'); // V, in place of C, with C = V diag(λ) Vᵀ
    INDArray values = Nd4j.create(DataType.FLOAT, vectors.size(0)); // λ
    int info = Nd4j.getBlasWrapper().lapack().syev('V', 'L', vectors, values);
    if (info != 0) {
      throw new ArithmeticException("LAPACK's syev found no eigenvalues: it returned " + info);
    }
    // Rounding may leave an eigenvalue of 0 a little below it.
    INDArray powers = Transforms.pow(Transforms.max(values, 0).addi(DAMPING), -0.5);
    INDArray matrix = vectors.mulRowVector(powers.reshape(1, powers.length()));
    return new Preconditioner(matrix.mmul(vectors.transpose()).dup('c'));
  }

  /**
   * Replaces ∂W by P∂W; ∂b stays.
   *
   * @param flat [inputs * classes + classes], ∂W in column-major order, then ∂b
   */
  public void apply(INDArray flat) {
    if (gradient != flat) {
      prepare(flat);
    }
    product.compute(result, matrix, weightGradient);
    weightGradient.assign(result);
  }

  private void prepare(INDArray flat) {
    long inputs = matrix.size(0);
    long classes = flat.length() / (inputs + 1);
    INDArray vector = flat.reshape(flat.length());
    gradient = flat;
    weightGradient =
        vector.get(NDArrayIndex.interval(0, inputs * classes)).reshape('f', inputs, classes);
    result = Nd4j.createUninitialized(DataType.FLOAT, inputs, classes);
  }
}
