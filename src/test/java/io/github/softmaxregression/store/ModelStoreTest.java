package io.github.softmaxregression.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.Planted;
import io.github.softmaxregression.backend.Backend;
import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.backend.Gpu;
import io.github.softmaxregression.backend.GpuStatus;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.ModelTesting;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.training.EpochMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ModelStoreTest {
  private static ImageSet test;
  private static SoftmaxNetwork network;
  private static InputFormat input;
  private static Provenance provenance;

  @TempDir private Path folder;

  @BeforeAll
  static void trainALittle() throws IOException {
    FashionMnist source = FashionMnist.bundled();
    test = source.test();
    network = SoftmaxNetwork.create(Hyperparameters.CHAPTER, 784, 10);
    ModelTesting.fit(network, ImageSetIterator.shuffled(test, 256, 1));
    input = InputFormat.of(test, Crop.AUTO, 0);
    provenance =
        Provenance.now(
            ModelKind.NETWORK,
            Hyperparameters.CHAPTER,
            source.location(),
            test,
            test.size(),
            test,
            BackendChoice.of(Device.CPU),
            List.of(new EpochMetrics(1, 0.5, 0.8, null, 0.75, 1.25)),
            null);
  }

  private Path saved() throws IOException {
    Path file = folder.resolve("new folder/model ä.zip");
    ModelStore.save(network, input, provenance, file);
    return file;
  }

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    StoredModel loaded = StoredModel.loadNetwork(ModelSource.file(saved()));

    assertThat(loaded.softmaxRegression().orElseThrow().network().params().toFloatVector())
        .containsExactly(network.network().params().toFloatVector());
    assertThat(loaded.input()).isEqualTo(input);
    assertThat(loaded.provenance()).contains(provenance);
  }

  /** Only the story differs: parameters are written from the host's copy in one format. */
  @Test
  void aZipMadeOnAGpuNamesItAndLoadsAnywhere() throws IOException {
    Gpu gpu = new Gpu("NVIDIA A10", 24_000_000_000L, 8, 6);
    BackendChoice choice =
        new BackendChoice(Backend.CUDA, "", new GpuStatus(true, "", List.of(gpu)));
    Provenance made =
        Provenance.now(
            ModelKind.NETWORK,
            Hyperparameters.CHAPTER,
            FashionMnist.bundled().location(),
            test,
            test.size(),
            test,
            choice,
            List.of(),
            null);
    Path file = folder.resolve("gpu.zip");
    ModelStore.save(network, input, made, file);
    StoredModel loaded = StoredModel.loadNetwork(ModelSource.file(file));

    assertThat(loaded.provenance()).contains(made);
    assertThat(made.backend()).isEqualTo("JCublasBackend");
    assertThat(made.device()).isEqualTo("NVIDIA A10");
    assertThat(loaded.softmaxRegression().orElseThrow().network().params())
        .isEqualTo(network.network().params());
  }

  @Test
  void provenanceTellsTheStory() {
    assertThat(provenance.hyperparameters()).isEqualTo(Hyperparameters.CHAPTER);
    assertThat(provenance.device()).isEqualTo("CPU");
    assertThat(provenance.data().sha256()).containsAllEntriesOf(test.digests());
    assertThat(provenance.versions())
        .containsEntry("Deeplearning4j", "1.0.0-M2.1")
        .containsEntry("ND4J", "1.0.0-M2.1")
        .containsKeys("softmax-regression", "DataVec", "Java", "OS");
    assertThat(provenance.backend()).isEqualTo("CpuBackend");
    assertThat(provenance.created()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  }

  @Test
  void plainDeeplearning4jOpensItWithTheSamePredictions() throws IOException {
    MultiLayerNetwork plain = MultiLayerNetwork.load(saved().toFile(), true);
    INDArray features = ImageSetIterator.inOrder(test, 10_000).next().getFeatures();

    assertThat(plain.output(features)).isEqualTo(network.network().output(features));
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Path file = saved();
    byte[] zip = Files.readAllBytes(file);
    Map<String, byte[]> entries = ZipContents.of(file);

    refused(folder.resolve("none.zip"), "found no such file, expected a model zip");
    refused(folder, "found a folder, expected a model zip");
    refused(write("empty.zip"), "found no sound zip archive");
    refused(write("text.zip", "hello".getBytes(StandardCharsets.UTF_8)), "found no sound zip");
    refused(write("cut.zip", Arrays.copyOf(zip, zip.length / 2)), "found no sound zip archive");
    refused(zip(without(entries, "configuration.json")), "found a zip without configuration.json");
    refused(zip(without(entries, "coefficients.bin")), "found a zip without coefficients.bin");
    refused(
        zip(with(entries, "configuration.json", "{}")), "found a configuration.json of something");
    refused(
        zip(with(entries, "configuration.json", "[")), "found a configuration.json of something");
    refused(zip(with(entries, "coefficients.bin", "abc")), "found an unreadable coefficients.bin");
    refused(zip(with(entries, "input.json", "{}")), "found an unreadable input.json");
    refused(zip(with(entries, "input.json", "")), "found an unreadable input.json");
    refused(zip(with(entries, "provenance.json", "[]")), "found an unreadable provenance.json");
    refused(
        zip(
            with(
                entries,
                "input.json",
                "{classNames: ['a', 'b'], height: 28, width: 28, pixelScaling: 'byte / 255'}")),
        "found input.json for 28 x 28 pixels and 2 classes");
    String other =
        new String(entries.get("configuration.json"), StandardCharsets.UTF_8)
            .replace("\"nin\" : 784", "\"nin\" : 4");
    refused(
        zip(with(entries, "configuration.json", other)),
        "found coefficients.bin of more than 1,424 bytes");
  }

  @Test
  void javaSerialisedEntriesAreNeverRead() throws IOException {
    Path marker = folder.resolve("marker");
    Map<String, byte[]> entries = ZipContents.of(saved());
    entries.put(ModelSerializer.PREPROCESSOR_BIN, Planted.leaving(marker));
    Path file = zip(entries);

    assertThatThrownBy(() -> MultiLayerNetwork.load(file.toFile(), true))
        .as("the library runs it")
        .isInstanceOf(ClassCastException.class);
    assertThat(marker).exists();
    Files.delete(marker);

    refused(file, "found the Java-serialised entry preprocessor.bin, which could run code");
    assertThat(marker).doesNotExist();
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> StoredModel.load(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  private Path write(String name, byte... content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static Map<String, byte[]> without(Map<String, byte[]> entries, String name) {
    Map<String, byte[]> fewer = new LinkedHashMap<>(entries);
    fewer.remove(name);
    return fewer;
  }

  private static Map<String, byte[]> with(Map<String, byte[]> entries, String name, String text) {
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    changed.put(name, text.getBytes(StandardCharsets.UTF_8));
    return changed;
  }

  private Path zip(Map<String, byte[]> entries) throws IOException {
    Path file = Files.createTempFile(folder, "made", ".zip");
    Files.write(file, ZipContents.zipped(entries));
    return file;
  }
}
