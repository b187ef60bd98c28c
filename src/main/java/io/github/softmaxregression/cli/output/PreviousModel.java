package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the model that a run would replace which was given no name for its own. */
final class PreviousModel {
  private PreviousModel() {}

  /** Copies it, whole or not at all, and tells where. */
  static String keep(Path zip) throws IOException {
    Path previous = ModelStore.beside(zip, "-previous.zip");
    AtomicFile.write(previous, out -> Files.copy(zip, out));
    return "kept the model before it as " + previous;
  }
}
