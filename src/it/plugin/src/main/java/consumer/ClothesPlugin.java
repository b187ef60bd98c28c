package consumer;

import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** Names what the picture in a file's bytes shows. */
public final class ClothesPlugin implements Function<byte[], String> {
  private final ImageClassifier classifier;

  public ClothesPlugin() throws IOException {
    classifier = ImageClassifier.load(ModelSource.of("photo"));
  }

  @Override
  public String apply(byte[] picture) {
    try {
      return classifier.classify(picture).className();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
