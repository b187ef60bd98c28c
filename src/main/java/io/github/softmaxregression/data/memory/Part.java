package io.github.softmaxregression.data.memory;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some examples of a minibatch.
 *
 * @param features [rows, inputs], float32
 * @param scale what they are to be multiplied by: x = scale · features. Pixels are left from 0 to
 *     255, since to scale a few logits costs less than to scale every pixel.
 * @param labels y [rows * classes] in row-major order, one-hot or any distribution over the classes
 */
public record Part(INDArray features, float scale, float[] labels) {}
