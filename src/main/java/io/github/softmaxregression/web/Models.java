package io.github.softmaxregression.web;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.Sha256;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The model that is served: the zip's content, read again when the zip is replaced.
 *
 * <p>A model that was replaced is not closed: requests may still use it. Its native memory goes
 * when Java finds that nobody does.
 */
public final class Models {
  /** How a zip is read. */
  @FunctionalInterface
  public interface Loader {
    /**
     * Reads it.
     *
     * @throws IOException if it is missing, or no model
     */
    StoredModel load() throws IOException;
  }

  /** What tells a replaced file from the one before. */
  private record Stamp(long bytes, long modified, Object key) {}

  private final ModelSource source;
  private final Loader loader;
  private final TestImages testImages;
  private final Consumer<Exception> complaints;
  private final AtomicLong reloads = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  private volatile ServedModel current;
  private volatile boolean upToDate = true;
  private Stamp read; // the file that was read last, soundly or not
  private Stamp seen; // the file as it was last looked at

  /**
   * A model that is yet to be read.
   *
   * @param complaints receives what is wrong with a zip that has taken the place of the first
   */
  public Models(
      ModelSource source, Loader loader, TestImages testImages, Consumer<Exception> complaints) {
    this.source = source;
    this.loader = loader;
    this.testImages = testImages;
    this.complaints = complaints;
  }

  /**
   * Reads the model.
   *
   * @throws IOException if it cannot be read
   */
  public synchronized void read() throws IOException {
    read = stamp();
    seen = read;
    current = load();
  }

  /**
   * Looks at the test images now, not when somebody asks for the model's card.
   *
   * @throws IOException if there are none for the model
   */
  public void examine() throws IOException {
    current().examination();
  }

  /**
   * The model.
   *
   * @throws HttpProblem if it has not been read yet
   */
  ServedModel current() {
    ServedModel model = current;
    if (model == null) {
      throw new HttpProblem(503, "the model is being read; try again");
    }
    return model;
  }

  /** How often a replaced zip was read. */
  long reloads() {
    return reloads.get();
  }

  /** How often it could not be. */
  long failures() {
    return failures.get();
  }

  /** Whether the model is that of the zip as it is now. */
  boolean isUpToDate() {
    return upToDate;
  }

  private ServedModel load() throws IOException {
    StoredModel stored = loader.load();
    return new ServedModel(source.name(), Sha256.of(source.bytes()), stored, testImages);
  }

  /** The shipped ones do not change; null where no file is. */
  private Stamp stamp() throws IOException {
    if (source.shipped() || !Files.exists(source.path())) {
      return null;
    }
    var attributes = Files.readAttributes(source.path(), BasicFileAttributes.class);
    return new Stamp(
        attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
  }

  /**
   * Reads the zip if it was replaced and has not changed since the last look: it may still be under
   * way. To be called every now and then.
   */
  synchronized void look() {
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
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      upToDate = false;
      failures.incrementAndGet();
      complaints.accept(stillServed(e));
    }
  }

  private Exception stillServed(Throwable e) {
    String consolation = "the model that was read before is still served";
    return e instanceof InvalidFileException invalid
        ? invalid.withNextStep(consolation)
        : new InvalidFileException(source, e.toString(), "a model zip", consolation);
  }
}
