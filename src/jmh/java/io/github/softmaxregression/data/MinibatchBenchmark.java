package io.github.softmaxregression.data;

import io.github.softmaxregression.data.memory.MinibatchBuffers;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.dataset.DataSet;
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

/** Making a minibatch of 256 images. Set OMP_NUM_THREADS=1, as the program does for this size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1)
public class MinibatchBenchmark {
  private ImageSet images;
  private ImageSetIterator iterator;
  private MinibatchBuffers buffers;

  /** The 10,000 test images, shuffled. */
  @Setup
  public void prepare() throws IOException {
    images = FashionMnist.bundled().test();
    iterator = ImageSetIterator.shuffled(images, 256, 1);
    buffers = iterator.newBuffers();
  }

  @Benchmark
  public DataSet fillBuffersAgain() {
    if (!iterator.hasNext()) {
      iterator.reset();
    }
    return iterator.next(buffers);
  }

  @Benchmark
  public DataSet makeNewBuffers() {
    if (!iterator.hasNext()) {
      iterator.reset();
    }
    return iterator.next();
  }

  @Benchmark
  public ImageSetIterator shuffle() {
    return ImageSetIterator.shuffled(images, 256, 1);
  }
}
