package io.github.softmaxregression.web.protocol;

import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.StoredModel;

/**
 * A model in use: one zip's content, for as long as there are requests that began with it.
 *
 * @param name in paths
 * @param sha256 digest of the zip
 */
public record ServedModel(
    String name, String sha256, StoredModel stored, ImageClassifier classifier) {
  /** The beginning of the zip's digest. */
  public String version() {
    return sha256.substring(0, 12);
  }

  public InputFormat input() {
    return stored.input();
  }
}
