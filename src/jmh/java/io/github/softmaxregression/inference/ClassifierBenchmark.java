package io.github.softmaxregression.inference;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.Preparation;
import io.github.softmaxregression.store.ModelSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a model says of prepared pictures, one and many at a time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ClassifierBenchmark {
  private static final int MANY = 256;

  private ImageClassifier classifier;
  private Picture picture;
  private List<Picture> pictures;
  private float[] features; // of one test image

  @Setup
  public void prepare() throws IOException {
    classifier = ImageClassifier.load(ModelSource.of("photo"));
    BufferedImage photograph = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = photograph.createGraphics();
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fillRect(0, 0, 300, 300);
    graphics.setColor(Color.BLUE);
    graphics.fillOval(60, 100, 180, 90);
    graphics.dispose();
    Preparation preparation = ImageClassifier.preparation(classifier.input());
    picture = Picture.of(photograph, preparation);
    pictures = Collections.nCopies(MANY, picture);
    byte[] image = FashionMnist.bundled().test().image(0);
    features = new float[image.length];
    for (int k = 0; k < image.length; k++) {
      features[k] = (image[k] & 0xff) / 255f;
    }
  }

  /** As the server does for pictures: with how like the training images it is. */
  @Benchmark
  public Prediction onePicture() {
    return classifier.classify(picture);
  }

  /** As the server does for pixels. */
  @Benchmark
  public List<Prediction> oneImage() {
    return classifier.classify(features);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public List<Prediction> manyPictures() {
    return classifier.classify(pictures);
  }
}
