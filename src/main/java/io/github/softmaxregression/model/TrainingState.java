package io.github.softmaxregression.model;

/**
 * All that a model carries from one minibatch to the next.
 *
 * @param parameters W in column-major order, then b
 * @param updater what the optimizer remembers, such as velocities; empty if nothing
 * @param iterations minibatches learned from
 */
public record TrainingState(float[] parameters, float[] updater, int iterations) {}
