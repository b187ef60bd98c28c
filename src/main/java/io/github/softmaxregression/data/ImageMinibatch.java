package io.github.softmaxregression.data;

import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.data.memory.MinibatchBuffers;
import io.github.softmaxregression.data.memory.MinibatchBuffers.Part;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A minibatch that knows its images and makes float32 of them when it is asked: as a whole, as
 * every {@code DataSet} does, or some rows at a time, by several threads at once, each in memory of
 * its own.
 */
public final class ImageMinibatch extends DataSet {
  private static final long serialVersionUID = 1L;
  private final transient ImageSet images;
  private final transient int[] indices; // of the images, b
  private final transient TrainingPreProcessor preProcessor; // or null
  private final long number; // counted through all passes

  ImageMinibatch(ImageSet images, int[] indices, TrainingPreProcessor preProcessor, long number) {
    this.images = images;
    this.indices = indices;
    this.preProcessor = preProcessor;
    this.number = number;
  }

  /** The number of examples, b, without making any. */
  @Override
  public int numExamples() {
    return indices.length;
  }

  /** Makes some rows, from one counted from 0 on, in memory of the calling thread's own. */
  public Part part(int first, int rows, MinibatchBuffers own) {
    if (preProcessor == null) {
      return own.part(images, indices, first, rows);
    }
    DataSet part = own.fill(images, indices, first, rows);
    preProcessor.change(part.getFeatures(), number, first);
    return new Part(part.getFeatures(), 1, HostMemory.rows(part.getLabels()));
  }

  @Override
  public INDArray getFeatures() {
    make();
    return super.getFeatures();
  }

  @Override
  public INDArray getLabels() {
    make();
    return super.getLabels();
  }

  private void make() {
    if (super.getFeatures() != null) {
      return;
    }
    MinibatchBuffers own =
        new MinibatchBuffers(images.classNames().size(), images.pixelsPerImage());
    DataSet whole = own.fill(images, indices, 0, indices.length);
    if (preProcessor != null) {
      preProcessor.change(whole.getFeatures(), number, 0);
    }
    setFeatures(whole.getFeatures());
    setLabels(whole.getLabels());
  }
}
