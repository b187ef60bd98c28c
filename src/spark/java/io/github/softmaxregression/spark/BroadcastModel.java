package io.github.softmaxregression.spark;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** Sends a model zip to every executor, where it is loaded once, with the checks of elsewhere. */
final class BroadcastModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LARGEST_ZIP = 1 << 30;

  /** Holds an executor's models by the ids that the driver gave them. */
  private static final Map<UUID, StoredModel> LOADED = new ConcurrentHashMap<>();

  private final String name;
  private final UUID id;
  private final Broadcast<byte[]> zip;

  private BroadcastModel(String name, UUID id, Broadcast<byte[]> zip) {
    this.name = name;
    this.id = id;
    this.zip = zip;
  }

  /** Reads a shipped model, {@code best} or {@code chapter}, or a zip wherever Hadoop reads. */
  static BroadcastModel of(SparkSession spark, String model) throws IOException {
    byte[] content =
        ModelSource.SHIPPED.contains(model)
            ? ModelSource.of(model).bytes()
            : HadoopFiles.of(spark).bytes(model, "a model zip", LARGEST_ZIP);
    return new BroadcastModel(
        model,
        UUID.randomUUID(),
        spark
            .sparkContext()
            .broadcast(content, scala.reflect.ClassTag$.MODULE$.apply(byte[].class)));
  }

  /** Returns this process's copy of the model. */
  StoredModel model() {
    return LOADED.computeIfAbsent(
        id,
        any -> {
          SparkJob.startNd4j();
          try {
            return StoredModel.load(ModelSource.memory(Path.of(name), zip.value()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Loads the model on the driver, so that a bad one is reported before any job starts. */
  StoredModel check() throws IOException {
    try {
      return model();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  ImageClassifier classifier() {
    return ImageClassifier.of(model());
  }

  /** Joins images of [height * width] bytes to a set with their labels. */
  static ImageSet imageSet(List<byte[]> pixels, byte[] labels, StoredModel model) {
    int size = model.input().height() * model.input().width();
    byte[] all = new byte[pixels.size() * size];
    for (int i = 0; i < pixels.size(); i++) {
      System.arraycopy(pixels.get(i), 0, all, i * size, size);
    }
    return ImageSet.of(
        all, labels, model.input().height(), model.input().width(), model.input().classNames());
  }
}
