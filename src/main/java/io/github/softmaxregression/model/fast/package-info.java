/**
 * What exists for speed on the CPU alone: a training step of one forward pass, in shards of a
 * minibatch. {@link io.github.softmaxregression.model.SoftmaxNetwork} is its one door; a reader of
 * the chapter needs none of it. On a GPU Deeplearning4j's own step runs.
 */
package io.github.softmaxregression.model.fast;
