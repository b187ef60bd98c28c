package io.github.softmaxregression;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The whole chapter in Deeplearning4j's own words: softmax regression on Fashion-MNIST. */
public final class Chapter {
  private Chapter() {}

  /** Trains for ten epochs and saves the network. */
  public static void main(String[] args) throws IOException {
    MultiLayerNetwork network = train(10);
    File zip = new File("models", "chapter.zip");
    zip.getParentFile().mkdirs();
    network.save(zip);
    System.out.println("saved " + zip);
  }

  /** Trains a new network, measures it after each epoch and returns it. */
  public static MultiLayerNetwork train(int epochs) throws IOException {
    ImageSet training = FashionMnist.bundled().train(); // 60,000 images of 28 x 28 grey pixels
    ImageSet test = FashionMnist.bundled().test(); // 10,000
    DataSetIterator minibatches = ImageSetIterator.shuffled(training, 256, 42); // [256, 784]
    DataSetIterator testMinibatches = ImageSetIterator.inOrder(test, 1000); // [1000, 784]

    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(42)
            .updater(new Sgd(0.1)) // W <- W - 0.1 dW, for the mean loss of a minibatch
            .weightInit(new NormalDistribution(0, 0.01)) // W ~ N(0, 0.01), b = 0
            .list()
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT) // cross-entropy
                    .activation(Activation.SOFTMAX) // of xW + b
                    .nIn(784)
                    .nOut(10)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();

    for (int epoch = 1; epoch <= epochs; epoch++) {
      network.fit(minibatches);
      double accuracy = network.evaluate(testMinibatches).accuracy();
      System.out.printf(Locale.ROOT, "epoch %2d  test accuracy %.4f%n", epoch, accuracy);
    }
    return network;
  }
}
