package io.github.softmaxregression.store.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.softmaxregression.model.Preset;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.foreign.ConfigurationJson.UnknownException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** What may stand in a network's JSON, and what the library's reader gets to see of it. */
class ConfigurationJsonTest {
  private static final String LAYER = "{'confs': [{'layer': %s}]}";

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  @Test
  void ourOwnNetworksComeOutAsTheyAre() throws UnknownException {
    SoftmaxNetwork network = SoftmaxNetwork.create(Preset.BEST.settings(), 784, 10);
    String json = network.network().getLayerWiseConfigurations().toJson();
    assertThat(JsonParser.parseString(ConfigurationJson.checked(json)))
        .isEqualTo(JsonParser.parseString(json));
  }

  /** With every kind of setting that layers have; only the weights in the loss are left out. */
  @Test
  void whatTheLibraryWritesOfFullyConnectedNetworksIsKnown() throws UnknownException {
    MultiLayerConfiguration rich =
        new NeuralNetConfiguration.Builder()
            .l2(0.1)
            .l1(0.2)
            .weightDecay(0.1)
            .updater(new Adam(new MapSchedule.Builder(ScheduleType.EPOCH).add(0, 0.1).build()))
            .dropOut(new AlphaDropout(0.5))
            .weightInit(new NormalDistribution(0, 1))
            .constrainWeights(new MaxNormConstraint(1, 1))
            .weightNoise(new DropConnect(0.5))
            .list()
            .layer(new DenseLayer.Builder().nOut(20).activation(Activation.LEAKYRELU).build())
            .layer(new BatchNormalization())
            .layer(new ActivationLayer(Activation.RELU))
            .layer(new DropoutLayer.Builder(0.5).build())
            .layer(new OutputLayer.Builder(new LossMCXENT(Nd4j.ones(10))).nOut(10).build())
            .layer(new LossLayer.Builder().activation(Activation.SOFTMAX).build())
            .setInputType(InputType.convolutional(28, 28, 1))
            .build();
    String checked = ConfigurationJson.checked(rich.toJson());
    assertThat(checked).doesNotContain("\"weights\"");
    assertThat(MultiLayerConfiguration.fromJson(checked).getConfs()).hasSize(6);
    String twice = ConfigurationJson.checked(checked);
    assertThat(twice).isEqualTo(checked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'@class': 'java.lang.Runtime'}",
        "{'\u0040class': 'java.lang.Runtime'}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer', '@class': 'java.lang.Runtime'}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer',"
            + " 'lossFn': {'@class': 'java.lang.Runtime'}}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer',"
            + " 'regularization': [{'@class': 'java.lang.Runtime'}]}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer', 'anything': {'@class':"
            + " 'java.lang.Runtime'}}",
        "{'@class': 'org.deeplearning4j.util.ModelSerializer'}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer[]'}",
        "{'@class': ['java.lang.Runtime']}",
        "{'@class': {'@class': 'java.lang.Runtime'}}"
      })
  void classesOfOthersAreNamed(String layer) {
    assertThatThrownBy(() -> ConfigurationJson.checked(quoted(LAYER.formatted(layer))))
        .isInstanceOf(UnknownException.class)
        .hasMessageStartingWith("a configuration that names the class ");
  }

  /** Jackson takes a class and its settings in an array, or as one key of an object, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "['java.lang.Runtime', {}]",
        "{'java.lang.Runtime': {}}",
        "{'output': {'nin': 1}}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer', 'lossFn': ['java.lang.Runtime',"
            + " {}]}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer', 'lossFn': {'java.lang.Runtime':"
            + " {}}}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer', 'regularization':"
            + " [['java.lang.Runtime', {}]]}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer', 'constraints':"
            + " ['java.lang.Runtime', {}]}",
        "{'@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer', 'variables':"
            + " [['java.lang.Runtime']]}"
      })
  void otherSpellingsOfClassesAreRefused(String layer) {
    assertThatThrownBy(() -> ConfigurationJson.checked(quoted(LAYER.formatted(layer))))
        .isInstanceOf(UnknownException.class)
        .hasMessageContaining("with an unknown form of the setting");
  }

  /** Of two entries of one name the reader sees the one that was checked. */
  @Test
  void whatTheReaderSeesIsWhatWasChecked() throws UnknownException {
    String layer =
        "{'@class': 'java.lang.Runtime', '@class': 'org.deeplearning4j.nn.conf.layers.OutputLayer'}";
    assertThat(ConfigurationJson.checked(quoted(LAYER.formatted(layer))))
        .doesNotContain("java.lang.Runtime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "{]", "{'a' 1}", "]", "{}", "[]", "1", "{'confs': 1}"})
  void whatIsNoNetworkIsRefused(String json) {
    assertThatThrownBy(() -> ConfigurationJson.checked(quoted(json)))
        .isInstanceOf(UnknownException.class);
  }

  @Test
  void nestingHasAnEnd() {
    for (String deep : new String[] {"[", "{'confs': [{'layer': {'@class': 'x', 'a': ", "{'a':"}) {
      assertThatThrownBy(() -> ConfigurationJson.checked(quoted(deep.repeat(50_000))))
          .isInstanceOf(UnknownException.class);
    }
  }
}
