package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.inference.SimilarImages.Similar;
import java.util.List;

/**
 * What {@code predict} says of one picture.
 *
 * @param input the file as it was named, or the index of a test image
 * @param truth the true class of a test image, or null
 * @param prediction what the model says, or null if the picture cannot be read
 * @param inverted whether bright and dark were exchanged
 * @param similar the training images that are most like it; null where they were not asked for
 * @param error why the picture cannot be read, or null
 */
public record PredictionRow(
    String input,
    String truth,
    Prediction prediction,
    boolean inverted,
    List<Similar> similar,
    String error) {}
