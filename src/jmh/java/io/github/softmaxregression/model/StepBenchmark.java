package io.github.softmaxregression.model;

import io.github.softmaxregression.backend.Threads;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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

/**
 * A step of training with one minibatch of 256 images, whole, and its two matrix products as ND4J
 * computes them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StepBenchmark {
  private DataSet minibatch;
  private SoftmaxNetwork network;
  private SoftmaxNetwork stock;
  private ScratchSoftmaxRegression byHand;
  private INDArray logits; // [256, 10], column-major, as ND4J's product makes it
  private INDArray weightGradient; // [784, 10], column-major

  /** One thread, as the program uses for minibatches of this size. */
  @Setup
  public void prepare() throws IOException {
    Threads.use(1);
    Hyperparameters settings = Hyperparameters.CHAPTER;
    minibatch =
        ImageSetIterator.shuffled(FashionMnist.bundled().test(), settings.batchSize(), 1).next();
    network = SoftmaxNetwork.create(settings, 784, 10, false);
    stock = SoftmaxNetwork.create(settings, 784, 10, true);
    byHand = new ScratchSoftmaxRegression(settings, 784, 10);
    logits = Nd4j.create(new long[] {256, 10}, 'f');
    weightGradient = Nd4j.create(new long[] {784, 10}, 'f');
  }

  @Benchmark
  public EpochTotals stepOfTheNetwork() {
    return network.step(minibatch);
  }

  @Benchmark
  public EpochTotals stepOfDeeplearning4jsOwn() {
    return stock.step(minibatch);
  }

  @Benchmark
  public EpochTotals stepByHand() {
    return byHand.step(minibatch);
  }

  @Benchmark
  public INDArray forwardProduct() {
    return Nd4j.gemm(minibatch.getFeatures(), network.weights(), logits, false, false, 1, 0);
  }

  @Benchmark
  public INDArray gradientProduct() {
    return Nd4j.gemm(minibatch.getFeatures(), logits, weightGradient, true, false, 1, 0);
  }
}
