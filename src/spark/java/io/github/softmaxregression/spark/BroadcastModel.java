package io.github.softmaxregression.spark;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ModelStore;
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

/** A zip that went to every executor, and is restored there once, by the same gate as elsewhere. */
final class BroadcastModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LARGEST_ZIP = 1 << 30;

  /** In an executor's process, by the number that it was given on the driver. */
  private static final Map<UUID, StoredModel> RESTORED = new ConcurrentHashMap<>();

  private final String name;
  private final UUID number;
  private final Broadcast<byte[]> zip;

  private BroadcastModel(String name, UUID number, Broadcast<byte[]> zip) {
    this.name = name;
    this.number = number;
    this.zip = zip;
  }

  /** Reads a zip, {@code best} or {@code chapter}, which ship, or wherever Hadoop reads. */
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

  /** The model in this process. */
  StoredModel restored() {
    return RESTORED.computeIfAbsent(
        number,
        any -> {
          SparkJob.startNd4j();
          try {
            return ModelStore.load(ModelSource.memory(Path.of(name), zip.value()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The model, on the driver, so that what is wrong with it is said before any job. */
  StoredModel check() throws IOException {
    try {
      return restored();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  ImageClassifier classifier() {
    return ImageClassifier.of(restored());
  }

  /** Pixels of images as a set with their labels. */
  static ImageSet together(List<byte[]> pixels, byte[] labels, StoredModel model) {
    int size = model.input().height() * model.input().width();
    byte[] all = new byte[pixels.size() * size];
    for (int i = 0; i < pixels.size(); i++) {
      System.arraycopy(pixels.get(i), 0, all, i * size, size);
    }
    return ImageSet.of(
        all, labels, model.input().height(), model.input().width(), model.input().classNames());
  }
}
