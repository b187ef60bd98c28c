package io.github.softmaxregression.store;

import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.training.Conditions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Saves models of runs under conditions of their own: ordinary model zips with an entry that tells
 * the conditions, so that the run can be made again.
 */
public final class ConditionedZip {
  static final String JSON = "conditions.json";

  private ConditionedZip() {}

  /** Reads the conditions of a run; empty for a usual one. */
  public static Optional<Conditions> conditions(ModelSource source) throws IOException {
    return source.read(zip -> zip.json(JSON, Conditions.class));
  }

  /**
   * Writes a model's zip to a stream, which is not closed.
   *
   * @param conditions null for the usual ones
   */
  public static void write(
      SoftmaxNetwork network,
      InputFormat input,
      Provenance made,
      Conditions conditions,
      OutputStream out)
      throws IOException {
    Map<String, byte[]> entries = ModelStore.entries(network, input, made);
    if (conditions != null) {
      entries.put(JSON, ModelStore.json(conditions));
    }
    ModelStore.write(entries, out);
  }
}
