package io.github.softmaxregression.picture;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import org.datavec.image.data.Image;
import org.datavec.image.loader.BaseImageLoader;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gives DataVec's record readers pictures as this program prepares them, as arrays [1, 1, height,
 * width] of values from 0 to 255.
 */
public final class PictureLoader extends BaseImageLoader {
  private static final long serialVersionUID = 1L;

  private final transient PictureReader reader = new PictureReader();

  /** For pictures of a size. */
  public PictureLoader(int height, int width) {
    this.height = height;
    this.width = width;
    this.channels = 1;
  }

  private INDArray array(Picture picture) {
    float[] values = new float[picture.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture.pixels()[i] & 0xff;
    }
    return Nd4j.createFromArray(values).reshape('c', 1, 1, height, width);
  }

  @Override
  public INDArray asMatrix(File file) throws IOException {
    return array(reader.read(file.toPath(), Invert.AUTO, (int) height, (int) width));
  }

  @Override
  public INDArray asMatrix(InputStream in) throws IOException {
    return array(reader.read(in, "a stream", Invert.AUTO, (int) height, (int) width));
  }

  /** Channels come first, always: there is one. */
  @Override
  public INDArray asMatrix(File file, boolean channelsFirst) throws IOException {
    return asMatrix(file);
  }

  @Override
  public INDArray asMatrix(InputStream in, boolean channelsFirst) throws IOException {
    return asMatrix(in);
  }

  @Override
  public INDArray asRowVector(File file) throws IOException {
    return asMatrix(file).reshape(1, height * width);
  }

  @Override
  public INDArray asRowVector(InputStream in) throws IOException {
    return asMatrix(in).reshape(1, height * width);
  }

  @Override
  public Image asImageMatrix(File file) throws IOException {
    return image(asMatrix(file));
  }

  @Override
  public Image asImageMatrix(InputStream in) throws IOException {
    return image(asMatrix(in));
  }

  @Override
  public Image asImageMatrix(File file, boolean channelsFirst) throws IOException {
    return image(asMatrix(file));
  }

  @Override
  public Image asImageMatrix(InputStream in, boolean channelsFirst) throws IOException {
    return image(asMatrix(in));
  }

  private Image image(INDArray array) {
    return new Image(array, 1, (int) height, (int) width);
  }
}
