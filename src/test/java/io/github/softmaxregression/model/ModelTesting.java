package io.github.softmaxregression.model;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What tests of several packages do with models. */
public final class ModelTesting {
  private ModelTesting() {}

  /** Trains on the rest of a pass. */
  public static EpochTotals fit(TrainableModel model, DataSetIterator minibatches) {
    EpochTotals totals = EpochTotals.NONE;
    while (minibatches.hasNext()) {
      totals = totals.plus(model.step(minibatches.next()));
    }
    return totals;
  }

  /** A softmax layer of Deeplearning4j's own. */
  public static OutputLayer.Builder softmax(int inputs, int classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(inputs)
        .nOut(classes)
        .activation(Activation.SOFTMAX);
  }

  /** A new network of some layers. */
  public static MultiLayerNetwork initialised(ListBuilder layers) {
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  /** The probabilities of some examples [n, classes], float32. */
  public static INDArray probabilities(Model model, INDArray features) {
    Logits logits = model.logits(features);
    double[][] rows = new double[logits.examples()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = logits.probabilities(i);
    }
    return Nd4j.createFromArray(rows).castTo(DataType.FLOAT);
  }
}
