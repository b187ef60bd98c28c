package io.github.softmaxregression.data;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A whole image set in ND4J's memory, uploaded once: on a GPU a minibatch is gathered from it
 * without a copy from the host.
 *
 * @param pixels uint8 [n, height * width]
 * @param labels one-hot float32 [n, classes]
 */
record ResidentImages(INDArray pixels, INDArray labels) {
  /** Copies a set to where ND4J computes, outside every workspace: it outlives them. */
  @SuppressWarnings("try") // a workspace is left and entered, not called
  static ResidentImages upload(ImageSet images) {
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return new ResidentImages(pixels(images), labels(images));
    }
  }

  private static INDArray pixels(ImageSet images) {
    INDArray pixels =
        Nd4j.createUninitialized(DataType.UINT8, images.size(), images.pixelsPerImage());
    ByteBuffer bytes = HostMemory.bytes(pixels);
    for (int i = 0; i < images.size(); i++) {
      images.copyPixels(i, bytes);
    }
    HostMemory.written(pixels);
    return pixels;
  }

  private static INDArray labels(ImageSet images) {
    int classes = images.classNames().size();
    float[] oneHot = new float[Math.multiplyExact(images.size(), classes)];
    for (int i = 0; i < images.size(); i++) {
      oneHot[i * classes + images.label(i)] = 1;
    }
    INDArray labels = Nd4j.createUninitialized(DataType.FLOAT, images.size(), classes);
    HostMemory.write(oneHot, labels);
    return labels;
  }
}
