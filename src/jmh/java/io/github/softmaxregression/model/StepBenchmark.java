package io.github.softmaxregression.model;

import io.github.softmaxregression.backend.Nd4jThreads;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A step of training with one minibatch of 256 images, whole and in pieces. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StepBenchmark {
  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
  private final MatrixProduct forward = MatrixProduct.plain();
  private final MatrixProduct backward = MatrixProduct.ofTransposed();

  private DataSet minibatch;
  private SoftmaxNetwork network;
  private MultiLayerNetwork stock;
  private INDArray logits; // [256, 10], row-major
  private INDArray columnMajorLogits;
  private INDArray weightGradient; // [784, 10], row-major
  private float[] bias;

  /** One thread, as the program uses for minibatches of this size. */
  @Setup
  public void prepare() throws IOException {
    Nd4jThreads.use(1);
    Hyperparameters settings = Hyperparameters.DEFAULTS;
    minibatch =
        ImageSetIterator.shuffled(FashionMnist.bundled().test(), settings.batchSize(), 1)
            .next();
    network = SoftmaxNetwork.create(settings, 784, 10);
    stock = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    stock.init(network.params(), true);
    logits = Nd4j.create(256, 10);
    columnMajorLogits = Nd4j.create(new long[] {256, 10}, 'f');
    weightGradient = Nd4j.create(784, 10);
    bias = new float[10];
  }

  @Benchmark
  public void stepOfTheNetwork() {
    network.fit(minibatch);
  }

  @Benchmark
  public void stepOfDeeplearning4jsOwn() {
    stock.fit(minibatch);
  }

  @Benchmark
  public EpochTotals forwardSoftmaxAndLoss() {
    return loss.measure(minibatch.getFeatures(), network.weights(), bias, minibatch.getLabels());
  }

  @Benchmark
  public void forwardProduct() {
    forward.compute(minibatch.getFeatures(), network.weights(), logits, 1, 0);
  }

  @Benchmark
  public void forwardProductColumnMajor() {
    forward.compute(minibatch.getFeatures(), network.weights(), columnMajorLogits, 1, 0);
  }

  @Benchmark
  public void gradientProduct() {
    backward.compute(minibatch.getFeatures(), logits, weightGradient, 1, 0);
  }
}
