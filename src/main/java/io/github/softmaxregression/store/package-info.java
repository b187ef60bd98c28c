/**
 * Writes models as ordinary Deeplearning4j zips with two JSON entries more, what the network takes
 * ({@code input.json}) and how it was made ({@code provenance.json}), and reads them back through
 * {@code store.foreign}.
 */
package io.github.softmaxregression.store;
