package io.github.softmaxregression.model;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.data.memory.PreparedOperation;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Fits steps of gradient descent to the images: ∂W ← P(∂W + λ·m∘W), with P = (C + εI)^(−½), where C
 * is the covariance of the training images and m the mean one.
 *
 * <p>Images differ much in a few directions and little in most: along the first a step goes far,
 * along the others it takes many epochs. P evens that out, in part. It is the same as to train with
 * coordinates of the images x' = P^½ x and weights W' = P^(−½) W, and to fold one into the other
 * after every step.
 *
 * <p>λ is the factor of an L2 penalty in which each pixel's weights count as much as the pixel is
 * bright: what dropout of pixels comes to on average, nearly (Wager, Wang and Liang, arXiv
 * 1307.1493), without its noise and its cost.
 */
public final class Preconditioner {
  private static final double DAMPING = 0.1; // ε, of pixels from 0 to 1
  private static final int IMAGES = 5000; // of as many the result is as good as of 60,000

  private final INDArray matrix; // P [inputs, inputs], symmetric
  private final float[] mean; // m [inputs]
  private final double l2; // λ
  private final PreparedOperation product = new PreparedOperation("matmul", 0, 0, 0);
  private INDArray last; // the gradient that it was applied to last
  private INDArray weightGradient; // ∂W, a view of it: [inputs, classes], column-major
  private INDArray result; // P∂W, row-major

  private Preconditioner(INDArray matrix, float[] mean, double l2) {
    this.matrix = matrix;
    this.mean = mean;
    this.l2 = l2;
  }

  /**
   * Finds P and m for training images, P from the first 5,000 of them.
   *
   * @param l2 λ, for the mean loss of an example
   */
  public static Preconditioner of(ImageSet images, double l2) {
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
    return new Preconditioner(matrix.mmul(vectors.transpose()).dup('c'), images.mean(), l2);
  }

  /**
   * Replaces ∂W; ∂b stays.
   *
   * @param gradient [inputs * classes + classes], ∂W in column-major order, then ∂b, both summed
   *     over a minibatch
   * @param parameters W and b, likewise
   * @param examples in the minibatch
   */
  public void apply(INDArray gradient, INDArray parameters, int examples) {
    if (last != gradient) {
      prepare(gradient);
    }
    float[] sums = HostMemory.rows(gradient);
    float[] weights = HostMemory.rows(parameters);
    int weightCount = Math.toIntExact(weightGradient.length());
    float factor = (float) (l2 * examples);
    for (int start = 0; start < weightCount; start += mean.length) {
      for (int i = 0; i < mean.length; i++) {
        sums[start + i] += factor * mean[i] * weights[start + i];
      }
    }
    HostMemory.write(sums, gradient);
    product.compute(result, matrix, weightGradient);
    float[] rows = HostMemory.rows(result);
    int classes = weightCount / mean.length;
    for (int i = 0; i < weightCount; i++) {
      sums[i % classes * mean.length + i / classes] = rows[i];
    }
    HostMemory.write(sums, gradient);
  }

  /** Applies it to every gradient that Deeplearning4j's own step computes. */
  TrainingListener listener() {
    return new BaseTrainingListener() {
      @Override
      public void onGradientCalculation(Model trained) {
        INDArray sums = trained.gradient().gradient();
        apply(sums, trained.params(), trained.batchSize());
      }
    };
  }

  private void prepare(INDArray gradient) {
    long inputs = matrix.size(0);
    long classes = gradient.length() / (inputs + 1);
    last = gradient;
    weightGradient =
        gradient
            .reshape(gradient.length())
            .get(NDArrayIndex.interval(0, inputs * classes))
            .reshape('f', inputs, classes);
    result = Nd4j.createUninitialized(DataType.FLOAT, inputs, classes);
  }
}
