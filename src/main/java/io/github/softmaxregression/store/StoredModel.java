package io.github.softmaxregression.store;

import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.util.Optional;

/**
 * A model read from its zip.
 *
 * @param model for classifying
 * @param input what it takes and how its outputs are called
 * @param provenance how it was made; empty for a zip that this program did not write
 */
public record StoredModel(Model model, InputFormat input, Optional<Provenance> provenance) {
  /** The model as what this program trains; empty for another network, or one with a normalizer. */
  public Optional<SoftmaxNetwork> softmaxRegression() {
    return model instanceof SoftmaxNetwork network ? Optional.of(network) : Optional.empty();
  }
}
