package io.github.softmaxregression.evaluation;

import io.github.softmaxregression.model.Classifier;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Runs a classifier over labelled examples and counts. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * One pass from the iterator's beginning to its end.
   *
   * @param examples features [b, inputs], one-hot labels [b, classes], labels by name
   */
  public static EvaluationReport evaluate(Classifier classifier, DataSetIterator examples) {
    List<String> classNames = examples.getLabels();
    long[][] confusion = new long[classNames.size()][classNames.size()];
    double lossSum = 0;
    examples.reset();
    while (examples.hasNext()) {
      DataSet batch = examples.next();
      INDArray logits = classifier.logits(batch.getFeatures()); // [b, classes]
      int[] truth = batch.getLabels().argMax(1).toIntVector();
      int[] predicted = logits.argMax(1).toIntVector();
      double[][] scores = logits.castTo(DataType.DOUBLE).toDoubleMatrix();
      for (int i = 0; i < truth.length; i++) {
        confusion[truth[i]][predicted[i]]++;
        lossSum += crossEntropy(scores[i], truth[i]);
      }
    }
    return new EvaluationReport(classNames, confusion, lossSum);
  }

  /** log Σ exp o_k − o_y, with the largest logit taken out so that nothing overflows. */
  private static double crossEntropy(double[] logits, int label) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - max);
    }
    return max + Math.log(sum) - logits[label];
  }
}
