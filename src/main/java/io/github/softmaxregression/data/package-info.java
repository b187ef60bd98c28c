/**
 * Fashion-MNIST from file to minibatch.
 *
 * <p>{@code IdxFile} checks one file, {@link io.github.softmaxregression.data.FashionMnist} pairs
 * images with labels, {@link io.github.softmaxregression.data.ImageSet} holds them as uint8, and
 * {@link io.github.softmaxregression.data.ImageSetIterator} turns them into float32 one minibatch
 * at a time.
 *
 * <p>A set that is too large for that stays in its {@code ImageFile}, of which {@code Windows}
 * reads a part at a time.
 */
package io.github.softmaxregression.data;
