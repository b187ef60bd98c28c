package io.github.softmaxregression.store;

import io.github.softmaxregression.store.foreign.ForeignZip;
import io.github.softmaxregression.store.foreign.LinearLoader;
import io.github.softmaxregression.store.foreign.Loaded;
import io.github.softmaxregression.store.foreign.Loaded.Described;
import io.github.softmaxregression.store.foreign.NetworkLoader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells what is in a model's zip, and whether this program would take it. Neither a network nor any
 * class that the zip names is made, and no entry that could run code is read.
 *
 * @param network what the zip says of it; null if that would be refused
 * @param dangers what could run code in a program that reads the zip by Deeplearning4j's own
 *     methods
 * @param refusal why this program would not take it; null if it would
 */
public record ZipScan(
    String file, List<Item> entries, Described network, List<String> dangers, String refusal) {
  private static final Map<String, String> KNOWN =
      Map.of(
          "configuration.json",
          "the network's layers",
          "coefficients.bin",
          "its parameters",
          "updaterState.bin",
          "its optimizer's state",
          "normalizer.bin",
          "how features are scaled",
          "preprocessor.bin",
          "a Java-serialised preprocessor",
          ModelStore.INPUT_JSON,
          "class names, image size, preparation",
          ModelStore.PROVENANCE_JSON,
          "how it was made",
          Checkpoint.JSON,
          "how far a run has got",
          ConditionedZip.JSON,
          "images, labels, pixels and end of a playground's run");

  /** An entry, and what it is for. */
  public record Item(String name, long bytes, String what) {}

  /** Looks into a zip; throws only where there is none. */
  public static ZipScan of(ModelSource source) throws IOException {
    List<Item> items = new ArrayList<>();
    List<String> dangers = new ArrayList<>();
    Described network = null;
    String refusal = null;
    try (SeekableByteChannel channel = source.open()) {
      for (ForeignZip.Entry entry : ForeignZip.entries(source, channel)) {
        boolean object = entry.name().startsWith("objects/");
        String what =
            KNOWN.getOrDefault(
                entry.name(), object ? "a Java-serialised object" : "unknown, unread");
        items.add(new Item(entry.name(), entry.bytes(), what));
        if (what.startsWith("a Java-serialised")) {
          dangers.add(entry.name() + ": runs code when Deeplearning4j's own methods read it");
        }
      }
      network = source.read(ZipScan::described);
    } catch (IOException e) {
      refusal = e.getMessage();
    }
    return new ZipScan(source.toString(), items, network, dangers, refusal);
  }

  private static Described described(ForeignZip zip) throws IOException {
    Loaded linear = LinearLoader.load(zip);
    Described network = linear == null ? NetworkLoader.describe(zip) : linear.says();
    StoredModel.input(zip, network);
    zip.json(ModelStore.PROVENANCE_JSON, Provenance.class);
    return network;
  }
}
