package io.github.softmaxregression.web;

import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;

/** A model in use: one zip's content, for as long as there are requests that began with it. */
final class ServedModel {
  private static final int VERSION_LENGTH = 12;

  private final String name;
  private final String sha256;
  private final StoredModel stored;
  private final ImageClassifier classifier;
  private final TestImages testImages;

  private Examination examination; // from the first time that it is asked for

  /**
   * A model.
   *
   * @param sha256 digest of the zip
   */
  ServedModel(String name, String sha256, StoredModel stored, TestImages testImages) {
    this.name = name;
    this.sha256 = sha256;
    this.stored = stored;
    this.classifier = ImageClassifier.of(stored);
    this.testImages = testImages;
  }

  String name() {
    return name;
  }

  String sha256() {
    return sha256;
  }

  /** Tells one zip from another; the beginning of its digest. */
  String version() {
    return sha256.substring(0, VERSION_LENGTH);
  }

  StoredModel stored() {
    return stored;
  }

  InputFormat input() {
    return stored.input();
  }

  ImageClassifier classifier() {
    return classifier;
  }

  /**
   * What it makes of the test images.
   *
   * @throws IOException if there are none for it
   */
  synchronized Examination examination() throws IOException {
    if (examination == null) {
      examination = Examination.of(stored.model(), testImages.fitting(stored.input()));
    }
    return examination;
  }
}
