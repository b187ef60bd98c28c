package io.github.softmaxregression.training;

/**
 * One row of the table that training prints.
 *
 * @param epoch 1 for the first
 * @param loss mean cross-entropy over the epoch's examples, in nats, each minibatch measured before
 *     its update
 * @param trainAccuracy share of correct ones among the same examples, measured likewise
 * @param validationAccuracy share of correct ones among the examples held out for validation after
 *     the epoch, or null if none were
 * @param testAccuracy share of correct ones among the test examples after the epoch, or null if
 *     they were not evaluated
 * @param seconds time of the training pass, without the test
 */
public record EpochMetrics(
    int epoch,
    double loss,
    double trainAccuracy,
    Double validationAccuracy,
    Double testAccuracy,
    double seconds) {}
