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
import org.nd4j.linalg.api.rng.Random;
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
 * after every step. P is taken from the few directions: with the eigenvectors V of the largest
 * eigenvalues of C, and their mean in place of all others, it is cI + V·diag(p − c)·Vᵀ.
 *
 * <p>λ is the factor of an L2 penalty in which each pixel's weights count as much as the pixel is
 * bright: what dropout of pixels comes to on average, nearly (Wager, Wang and Liang, arXiv
 * 1307.1493), without its noise and its cost.
 */
public final class Preconditioner {
  private static final double DAMPING = 0.1; // ε, of pixels from 0 to 1
  private static final int DIRECTIONS = 64; // of as many the result is as good as of all 784
  private static final int IMAGES = 5000; // of as many, too, as of 60,000
  private static final int ROUNDS = 8; // of the power method
  private static final double SMALLEST = 1e-12; // square of a direction's length, to the largest's

  private final INDArray vectors; // V [inputs, directions]
  private final INDArray scaled; // V·diag(p − c)
  private final float rest; // c
  private final float[] mean; // m [inputs]
  private final double l2; // λ
  private final PreparedOperation transposed = new PreparedOperation("matmul", 1, 0, 0); // AᵀB
  private final PreparedOperation product = new PreparedOperation("matmul", 0, 0, 0); // AB
  private INDArray last; // the gradient that it was applied to last
  private INDArray weightGradient; // ∂W, a view of it: [inputs, classes], column-major
  private INDArray along; // Vᵀ∂W [directions, classes]
  private INDArray result; // V·diag(p − c)·Vᵀ∂W [inputs, classes]
  private float[] sums = {}; // of the gradient
  private float[] weights = {}; // W and b
  private float[] rows; // of the result

  private Preconditioner(INDArray vectors, INDArray scaled, double rest, float[] mean, double l2) {
    this.vectors = vectors;
    this.scaled = scaled;
    this.rest = (float) rest;
    this.mean = mean;
    this.l2 = l2;
  }

  /**
   * Finds P from 5,000 of the training images.
   *
   * @param mean the mean training image [inputs], m
   * @param l2 λ, for the mean loss of an example
   */
  public static Preconditioner of(ImageSet images, float[] mean, double l2) {
    INDArray covariance = covariance(images); // C [inputs, inputs]
    int directions = (int) Math.min(DIRECTIONS, covariance.size(0));
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(1); // any but zeros would do
    INDArray basis = Nd4j.randn(random, covariance.size(0), directions).castTo(DataType.DOUBLE);
    for (int round = 0; round < ROUNDS; round++) { // turns towards the largest eigenvalues
      basis = orthonormal(covariance.mmul(basis));
    }
    INDArray turn = basis.transpose().mmul(covariance).mmul(basis).dup('f');
    INDArray eigenvalues = eigen(turn); // and turn has become the eigenvectors
    INDArray vectors = basis.mmul(turn);
    long others = covariance.size(0) - directions;
    double trace = Nd4j.diag(covariance).sumNumber().doubleValue();
    double tail = (trace - eigenvalues.sumNumber().doubleValue()) / Math.max(1, others);
    double rest = Math.pow(Math.max(0, tail) + DAMPING, -0.5);
    INDArray powers = Transforms.pow(Transforms.max(eigenvalues, 0).addi(DAMPING), -0.5);
    INDArray scaled = vectors.mulRowVector(powers.subi(rest).reshape(1, directions));
    return new Preconditioner(floats(vectors), floats(scaled), rest, mean, l2);
  }

  private static INDArray covariance(ImageSet images) {
    int n = Math.min(IMAGES, images.size());
    // At equal distances: files may be sorted by class.
    ImageSet some =
        images.select(
            IntStream.range(0, n).map(i -> (int) ((long) i * images.size() / n)).toArray());
    INDArray x = ImageSetIterator.inOrder(some, n).next().getFeatures(); // [n, inputs]
    INDArray mean = x.mean(true, 0); // [1, inputs]
    INDArray covariance = x.transpose().mmul(x).divi(n).subi(mean.transpose().mmul(mean));
    return covariance.castTo(DataType.DOUBLE);
  }

  /**
   * Makes an orthonormal basis of the columns' space: Z·U·diag(s)^(−½), with ZᵀZ = U·diag(s)·Uᵀ.
   */
  private static INDArray orthonormal(INDArray columns) {
    INDArray turn = columns.transpose().mmul(columns).dup('f');
    INDArray squares = eigen(turn);
    double smallest = SMALLEST * squares.maxNumber().doubleValue() + Double.MIN_NORMAL;
    INDArray lengths = Transforms.pow(Transforms.max(squares, smallest), -0.5);
    return columns.mmul(turn).muliRowVector(lengths.reshape(1, lengths.length()));
  }

  /** Replaces a symmetric matrix, column-major, by its eigenvectors; returns the eigenvalues. */
  private static INDArray eigen(INDArray matrix) {
    INDArray values = Nd4j.create(DataType.DOUBLE, matrix.size(0));
    int info = Nd4j.getBlasWrapper().lapack().syev('V', 'L', matrix, values);
    if (info != 0) {
      throw new ArithmeticException("LAPACK's syev found no eigenvalues: it returned " + info);
    }
    return values;
  }

  private static INDArray floats(INDArray matrix) {
    return matrix.castTo(DataType.FLOAT).dup('c');
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
    HostMemory.read(gradient, sums);
    HostMemory.read(parameters, weights);
    float factor = (float) (l2 * examples);
    for (int start = 0; start < rows.length; start += mean.length) {
      for (int i = 0; i < mean.length; i++) {
        sums[start + i] += factor * mean[i] * weights[start + i];
      }
    }
    HostMemory.write(sums, gradient);
    transposed.compute(along, vectors, weightGradient);
    product.compute(result, scaled, along);
    HostMemory.read(result, rows);
    int classes = rows.length / mean.length;
    for (int k = 0; k < classes; k++) {
      for (int i = 0; i < mean.length; i++) {
        sums[k * mean.length + i] = rest * sums[k * mean.length + i] + rows[i * classes + k];
      }
    }
    HostMemory.write(sums, gradient);
  }

  /** Applies it to every gradient that Deeplearning4j's own step computes. */
  TrainingListener listener() {
    return new BaseTrainingListener() {
      @Override
      public void onGradientCalculation(Model trained) {
        apply(trained.gradient().gradient(), trained.params(), trained.batchSize());
      }
    };
  }

  private void prepare(INDArray gradient) {
    long inputs = vectors.size(0);
    long classes = gradient.length() / (inputs + 1);
    last = gradient;
    weightGradient =
        gradient
            .reshape(gradient.length())
            .get(NDArrayIndex.interval(0, inputs * classes))
            .reshape('f', inputs, classes);
    along = Nd4j.createUninitialized(DataType.FLOAT, vectors.size(1), classes);
    result = Nd4j.createUninitialized(DataType.FLOAT, inputs, classes);
    sums = new float[Math.toIntExact(gradient.length())];
    weights = new float[sums.length];
    rows = new float[Math.toIntExact(result.length())];
  }
}
