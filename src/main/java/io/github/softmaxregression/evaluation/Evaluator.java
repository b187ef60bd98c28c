package io.github.softmaxregression.evaluation;

import io.github.softmaxregression.data.HostMemory;
import io.github.softmaxregression.data.MinibatchWorkspace;
import io.github.softmaxregression.model.Logits;
import io.github.softmaxregression.model.Model;
import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
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
  @SuppressWarnings("try") // a workspace is entered and left, not called
  public static EvaluationReport evaluate(Model model, DataSetIterator examples) {
    List<String> classNames = examples.getLabels();
    long[][] confusion = new long[classNames.size()][classNames.size()];
    double lossSum = 0;
    examples.reset();
    while (examples.hasNext()) {
      try (MemoryWorkspace ignored = MinibatchWorkspace.enter()) {
        DataSet batch = examples.next();
        int[] truth = HostMemory.largestInRows(batch.getLabels());
        Logits logits = Logits.of(model.logits(batch.getFeatures()));
        for (int i = 0; i < logits.examples(); i++) {
          confusion[truth[i]][logits.predicted(i)]++;
          lossSum += logits.crossEntropy(i, truth[i]);
        }
      }
    }
    return new EvaluationReport(classNames, confusion, lossSum);
  }
}
