package io.github.softmaxregression.store;

import io.github.softmaxregression.model.SoftmaxNetwork;
import java.util.Optional;

/**
 * A model read from its zip.
 *
 * @param network the network with its parameters
 * @param input what it takes and how its outputs are called
 * @param provenance how it was made; empty for a zip that this program did not write
 */
public record StoredModel(
    SoftmaxNetwork network, InputFormat input, Optional<Provenance> provenance) {}
