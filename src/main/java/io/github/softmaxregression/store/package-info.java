/**
 * Saved models: ordinary Deeplearning4j zips with two JSON entries more, what the network takes
 * ({@code input.json}) and how it was made ({@code provenance.json}).
 */
package io.github.softmaxregression.store;
