package io.github.softmaxregression.store;

import static io.github.softmaxregression.model.ModelTesting.initialised;
import static io.github.softmaxregression.model.ModelTesting.softmax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.Planted;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.ModelTesting;
import io.github.softmaxregression.picture.Crop;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Zips that plain Deeplearning4j has written classify as they do there. */
class ForeignZipTest {
  private static final int EXAMPLES = 200;

  private static DataSet bytes; // features 0 to 255, as image readers give them
  private static INDArray features; // byte / 255

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    ImageSet images = FashionMnist.bundled().test().select(IntStream.range(0, EXAMPLES).toArray());
    DataSet all = ImageSetIterator.inOrder(images, EXAMPLES).next();
    features = all.getFeatures();
    bytes = new DataSet(features.mul(255), all.getLabels());
  }

  private static MultiLayerNetwork single() {
    return initialised(
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Adam(0.01))
            .list()
            .layer(softmax(784, 10).build()));
  }

  private Path saved(MultiLayerNetwork network, DataNormalization normalizer) throws IOException {
    File file = folder.resolve("foreign.zip").toFile();
    ModelSerializer.writeModel(network, file, true);
    if (normalizer != null) {
      ModelSerializer.addNormalizerToModel(file, normalizer);
    }
    return file.toPath();
  }

  private void agrees(MultiLayerNetwork network, DataNormalization normalizer, INDArray input)
      throws IOException {
    StoredModel loaded = StoredModel.load(saved(network, normalizer));
    INDArray probabilities = ModelTesting.probabilities(loaded.model(), features);
    INDArray expected = network.output(input);
    assertThat(probabilities.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
    assertThat(loaded.input().height()).isEqualTo(28);
    assertThat(loaded.input().classNames()).hasSize(10).startsWith("class 0");
    assertThat(features.maxNumber().doubleValue()).as("left as they were").isEqualTo(1);
  }

  private INDArray normalized(DataNormalization normalizer) {
    INDArray x = bytes.getFeatures().dup();
    normalizer.transform(x);
    return x;
  }

  @Test
  void aSingleLayerWithAndWithoutUpdaterState() throws IOException {
    MultiLayerNetwork network = single();
    agrees(network, null, features);
    network.fit(new DataSet(features, bytes.getLabels()));
    agrees(network, null, features);
  }

  @Test
  void normalizersAreApplied() throws IOException {
    MultiLayerNetwork network = single();
    DataNormalization image = new ImagePreProcessingScaler(-1, 1);
    DataNormalization range = new NormalizerMinMaxScaler(0, 2);
    DataNormalization standard = new NormalizerStandardize();
    range.fit(bytes);
    standard.fit(bytes);
    for (DataNormalization each : new DataNormalization[] {image, range, standard}) {
      agrees(network, each, normalized(each));
    }
  }

  @Test
  void fullyConnectedNetworksOfAnyLayers() throws IOException {
    agrees(
        initialised(
            seeded()
                .layer(new DenseLayer.Builder().nIn(784).nOut(20).build())
                .layer(softmax(20, 10).build())),
        null,
        features);
    agrees(
        initialised(
            seeded()
                .layer(new DropoutLayer.Builder(0.9).build())
                .layer(new DenseLayer.Builder().nOut(30).activation(Activation.IDENTITY).build())
                .layer(new BatchNormalization())
                .layer(new ActivationLayer(Activation.LEAKYRELU))
                .layer(new DenseLayer.Builder().nOut(10).activation(Activation.IDENTITY).build())
                .layer(new LossLayer.Builder().activation(Activation.SOFTMAX).build())
                .setInputType(InputType.feedForward(784))),
        null,
        features);
    agrees(
        initialised(
            seeded()
                .layer(new DenseLayer.Builder().nOut(10).activation(Activation.IDENTITY).build())
                .layer(new ActivationLayer(Activation.SOFTMAX))
                .setInputType(InputType.convolutionalFlat(28, 28, 1))),
        null,
        features);
    agrees( // which takes images, and rows too
        initialised(
            seeded()
                .layer(new DenseLayer.Builder().nOut(12).build())
                .layer(softmax(0, 10).build())
                .setInputType(InputType.convolutional(28, 28, 1))),
        null,
        features);
  }

  private static NeuralNetConfiguration.ListBuilder seeded() {
    return new NeuralNetConfiguration.Builder().seed(4).list();
  }

  /** Nothing bounds what they cost but their own words. */
  @Test
  void otherLayersAreRefused() throws IOException {
    Layer[] layers = {
      new ConvolutionLayer.Builder(5, 5).stride(3, 3).nOut(4).build(),
      new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
      new Upsampling2D.Builder(3).build(),
      new ZeroPaddingLayer.Builder(4, 4).build(),
    };
    for (Layer layer : layers) {
      refused(
          initialised(
              seeded()
                  .layer(layer)
                  .layer(softmax(0, 10).build())
                  .setInputType(InputType.convolutionalFlat(28, 28, 1))),
          "found a network with a layer of the kind "
              + layer.getClass().getSimpleName()
              + ", expected a fully connected network of dense, output, loss");
    }
    refused(
        initialised(
            seeded()
                .layer(new AutoEncoder.Builder().nIn(784).nOut(5).build())
                .layer(softmax(5, 10).build())),
        "found a network with a layer of the kind AutoEncoder");
  }

  @Test
  void theShapeMustBeToldOrASquare() throws IOException {
    refused(
        initialised(seeded().layer(softmax(785, 10).build())),
        "found a network of 785 inputs, which make no square, expected one whose file says");
    refused(initialised(seeded().layer(softmax(3072, 10).build())), "of 3,072 inputs, which make");
    StoredModel told =
        StoredModel.load(
            saved(
                initialised(
                    seeded()
                        .layer(new DenseLayer.Builder().nOut(3).build())
                        .layer(softmax(0, 2).build())
                        .setInputType(InputType.convolutional(10, 20, 1))),
                null));
    assertThat(told.input().height()).isEqualTo(10);
    assertThat(told.input().width()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void parametersThatAreNoNumbersAreRefused(float value) throws IOException {
    MultiLayerNetwork network = single();
    network.params().putScalar(4321, value);
    refused(network, "unreadable coefficients.bin (values that are no finite numbers)");
    MultiLayerNetwork deep =
        initialised(
            seeded()
                .layer(new DenseLayer.Builder().nIn(784).nOut(20).build())
                .layer(softmax(20, 10).build()));
    deep.params().putScalar(0, value);
    refused(deep, "unreadable coefficients.bin (values that are no finite numbers)");
  }

  @Test
  void networksWhoseOutputsAreNoNumbersAreRefused() throws IOException {
    MultiLayerNetwork network = single();
    network.params().assign(3e38f);
    refused(network, "found a network whose outputs are no numbers");
  }

  /** Somebody may have added anything to a zip, by Deeplearning4j's own addObjectToFile. */
  @Test
  void addedObjectsAreNotTouched() throws IOException {
    Path marker = folder.resolve("marker");
    Path file = saved(single(), null);
    Map<String, byte[]> entries = ZipContents.of(file);
    entries.put("objects/labels", Planted.leaving(marker));
    entries.put("notes.txt", new byte[] {1});
    Files.write(file, ZipContents.zipped(entries));
    assertThat(StoredModel.load(file).input().classNames()).hasSize(10);
    assertThat(marker).doesNotExist();
  }

  @Test
  void classNamesThatComeTwiceAreRefused() throws IOException {
    Path file = saved(initialised(seeded().layer(softmax(4, 2).build())), null);
    Map<String, byte[]> entries = ZipContents.of(file);
    for (String names : new String[] {"'a', 'a'", "'a', ' '"}) {
      String json = "{classNames: [%s], height: 2, width: 2, pixelScaling: 'byte / 255'}";
      entries.put("input.json", json.formatted(names).getBytes(StandardCharsets.UTF_8));
      Files.write(file, ZipContents.zipped(entries));
      refused(file, "unreadable input.json (a class name that is empty or comes twice)");
    }
  }

  @Test
  void whatDoesNotClassifyGreyPicturesIsNamed() throws IOException {
    refused(
        initialised(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(784)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())),
        "found a network that ends with OutputLayer of activation identity, expected one");
    refused(
        initialised(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nOut(4).build())
                .layer(softmax(0, 10).build())
                .setInputType(InputType.convolutional(28, 28, 3))),
        "found a network for pictures of 3 channels");
    refused(
        initialised(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder().nIn(28).nOut(5).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(5)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())),
        "found a network with a layer of the kind LSTM");
  }

  @Test
  void theUpdatersStateIsKept() throws IOException {
    MultiLayerNetwork plain =
        initialised(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.01))
                .list()
                .layer(softmax(16, 3).build()));
    StoredModel loaded = StoredModel.loadNetwork(ModelSource.file(saved(plain, null)));
    MultiLayerNetwork network = loaded.softmaxRegression().orElseThrow().network();

    assertThat(network.params()).isEqualTo(plain.params());
    assertThat(network.getUpdater().getStateViewArray().length()).isEqualTo(2 * 51);
    assertThat(loaded.input().classNames()).containsExactly("class 0", "class 1", "class 2");
    assertThat(loaded.provenance()).isEmpty();
  }

  @Test
  void picturesAreSquareWhereNothingSaysTheirShape() throws IOException {
    StoredModel loaded =
        StoredModel.load(
            saved(
                initialised(
                    new NeuralNetConfiguration.Builder()
                        .list()
                        .layer(new DenseLayer.Builder().nIn(4).nOut(3).build())
                        .layer(softmax(3, 2).build())),
                null));

    assertThat(loaded.softmaxRegression()).isEmpty();
    assertThat(loaded.input())
        .isEqualTo(
            new InputFormat(List.of("class 0", "class 1"), 2, 2, "byte / 255", Crop.NO, 0, null));
  }

  @Test
  void graphsAreRefused() throws IOException {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", softmax(4, 2).build(), "in")
                .setOutputs("out")
                .build());
    graph.init();
    Path file = folder.resolve("graph.zip");
    graph.save(file.toFile());

    refused(file, "found a ComputationGraph, expected a MultiLayerNetwork's configuration");
  }

  @Test
  void normalizersThatNameAClassAreRefused() throws IOException {
    ByteArrayOutputStream custom = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(custom);
    out.writeUTF("NORMALIZER");
    out.writeInt(1);
    out.writeUTF("CUSTOM");
    out.writeUTF("java.lang.Runtime");
    refusedNormalizer(custom.toByteArray(), "found a normalizer of type CUSTOM, expected");
    refusedNormalizer(new byte[] {1}, "found a normalizer that ends early");
    refusedNormalizer(Planted.serialised("anything"), "found a normalizer ");
  }

  private void refusedNormalizer(byte[] content, String message) throws IOException {
    Path file = saved(single(), null);
    Map<String, byte[]> entries = ZipContents.of(file);
    entries.put(ModelSerializer.NORMALIZER_BIN, content);
    Files.write(file, ZipContents.zipped(entries));
    refused(file, message);
  }

  private void refused(MultiLayerNetwork network, String message) throws IOException {
    refused(saved(network, null), message);
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> StoredModel.load(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining(message);
  }
}
