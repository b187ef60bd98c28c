package io.github.softmaxregression.web;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.Sha256;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import io.github.softmaxregression.web.http.HttpProblem;
import io.github.softmaxregression.web.http.Metrics;
import io.github.softmaxregression.web.protocol.ServedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.commons.io.function.IOFunction;
import org.apache.commons.io.function.IOSupplier;

/**
 * Holds the model that is served, and reads its zip again when that is replaced.
 *
 * <p>A model that was replaced is not closed: requests may still use it. Its native memory goes
 * with the last of them, by garbage collection.
 */
public final class ModelReloader {
  /** Tells a replaced file from the one before. */
  private record Stamp(long bytes, FileTime modified, Object key) {}

  private final ModelSource source;
  private final IOSupplier<StoredModel> loader; // reads the zip
  private final IOFunction<InputFormat, ImageSet> testImages;
  private final Consumer<Throwable> warnings;
  private final AtomicLong reloads = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  private volatile ServedModel current;
  private volatile boolean upToDate = true;
  private TestSetResults results; // the last, guarded by testImages
  private Stamp read; // the file that was read last, soundly or not
  private Stamp seen; // the file at the last poll

  /**
   * Serves nothing yet; warns of what is wrong with zips that take the place of the first.
   *
   * @param testImages finds them as a model takes them; fails if there are none for it
   */
  public ModelReloader(
      ModelSource source,
      IOSupplier<StoredModel> loader,
      IOFunction<InputFormat, ImageSet> testImages,
      Consumer<Throwable> warnings) {
    this.source = source;
    this.loader = loader;
    this.testImages = testImages;
    this.warnings = warnings;
  }

  /** Reads the model. */
  public synchronized void read() throws IOException {
    read = stamp();
    seen = read;
    current = load();
  }

  /** Evaluates the model on the test images now, not when its card is asked for. */
  public void evaluate() throws IOException {
    testSetResults(current());
  }

  /** A model's results on the test images, evaluated when they are first asked for. */
  TestSetResults testSetResults(ServedModel model) throws IOException {
    synchronized (testImages) {
      if (results == null || results.model() != model) {
        results = TestSetResults.of(model, testImages.apply(model.input()));
      }
      return results;
    }
  }

  /** The model; a problem for the client if it has not been read yet. */
  ServedModel current() {
    if (current == null) {
      throw new HttpProblem(503, "the model is being read; try again");
    }
    return current; // never null again
  }

  /** Whether the model is that of the zip as it is now; else one that was read before. */
  boolean isUpToDate() {
    return upToDate;
  }

  void addMetrics(Metrics metrics) {
    String reloaded = "Zips that have taken the place of the first.";
    metrics.total("model_reloads_total", reloaded, reloads::get);
    String failed = "Replaced zips that could not be read.";
    metrics.total("model_reload_failures_total", failed, failures::get);
    String sound = "1, or 0 while the zip cannot be read.";
    metrics.gauge("model_up_to_date", sound, () -> upToDate ? 1 : 0);
  }

  private ServedModel load() throws IOException {
    StoredModel stored = loader.get();
    String sha256 = Sha256.of(source.bytes());
    return new ServedModel(source.name(), sha256, stored, ImageClassifier.of(stored));
  }

  /** The file as it is; null where there is none, and for shipped models, which do not change. */
  private Stamp stamp() throws IOException {
    if (source.shipped() || !Files.exists(source.path())) {
      return null;
    }
    var file = Files.readAttributes(source.path(), BasicFileAttributes.class);
    return new Stamp(file.size(), file.lastModifiedTime(), file.fileKey());
  }

  /** Reads the zip if it was replaced and is as at the last poll: it may still be written. */
  synchronized void poll() {
    try {
      Stamp now = stamp();
      boolean still = Objects.equals(now, seen);
      seen = now;
      if (current == null || Objects.equals(now, read) || !still) {
        return;
      }
      read = now;
      current = load();
      upToDate = true;
      reloads.incrementAndGet();
    } catch (IOException | RuntimeException | Error e) { // whatever a zip may do
      upToDate = false;
      failures.incrementAndGet();
      String next = "the model that was read before is still served";
      warnings.accept(
          e instanceof InvalidFileException invalid
              ? invalid.withNextStep(next)
              : new InvalidFileException(source, e.toString(), "a model zip", next));
    }
  }
}
