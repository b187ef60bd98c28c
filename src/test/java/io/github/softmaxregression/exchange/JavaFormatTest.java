package io.github.softmaxregression.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles what was written, for Java 8, and runs it. */
class JavaFormatTest {
  @TempDir private Path folder;

  private Class<?> compiled(Exchanged model, String name) throws Exception {
    Path source = folder.resolve(name + ".java");
    for (Map.Entry<Path, byte[]> file : JavaFormat.write(model, source).entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, err, "-Xlint:-options", "--release", "8", source.toString());
    assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null).loadClass(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"best", "chapter", "photo"})
  void itAnswersLikeTheModelOnEveryTestImage(String name) throws Exception {
    ModelSource zip = ModelSource.of(name);
    Class<?> type = compiled(Exchanged.from(zip), "Model");
    Object classifier =
        type.getConstructor(Path.class).newInstance(folder.resolve("Model.safetensors"));
    Method probabilities = type.getMethod("probabilities", byte[].class);
    Method mostProbable = type.getMethod("mostProbable", double[].class);
    ImageSet test = FashionMnist.bundled().test();
    var model = StoredModel.load(zip).model();
    float[] pixels = new float[784];
    for (int i = 0; i < test.size(); i++) {
      byte[] image = test.image(i);
      for (int k = 0; k < 784; k++) {
        pixels[k] = (image[k] & 0xff) / 255f;
      }
      var expected = model.logits(pixels, 1);
      double[] found = (double[]) probabilities.invoke(classifier, image);
      assertThat(mostProbable.invoke(null, found)).isEqualTo(expected.predicted(0));
      for (int k = 0; k < 10; k++) {
        assertThat(found[k]).isCloseTo(expected.probabilities(0)[k], within(1e-5));
      }
    }
    assertThat(type.getField("SOURCE_SHA256").get(null)).asString().hasSize(64);
    assertThat((String[]) type.getMethod("classNames").invoke(null)).contains("ankle boot");
  }

  @Test
  void severalLayersAndForeignNamesCompile() throws Exception {
    Path file = Path.of("src/test/resources/cases/exchange/torch-deep.onnx");
    Exchanged deep = ModelFormat.read(file, Files.readAllBytes(file), Unsaid.NOTHING);
    List<String> names =
        List.of(
            "\"; int x", "\\u0022", "k\u00e4se \ud83d\udc57", "a", "b", "c", "d", "e", "f", "g");
    Path zip = folder.resolve("\"+\\u0022.zip");
    Files.write(zip, deep.zip(file, names));
    Exchanged model = Exchanged.from(ModelSource.file(zip));
    Class<?> type = compiled(model, "Deep");
    assertThat((String[]) type.getMethod("classNames").invoke(null))
        .containsExactlyElementsOf(names);
    assertThat(type.getField("SOURCE").get(null)).isEqualTo("\"+\\u0022.zip");
    Object classifier =
        type.getConstructor(Path.class).newInstance(folder.resolve("Deep.safetensors"));
    double[] exact = new double[784];
    float[] pixels = new float[784];
    for (int i = 0; i < 784; i++) {
      pixels[i] = (i % 255) / 255f;
      exact[i] = pixels[i];
    }
    double[] found =
        (double[]) type.getMethod("probabilities", float[].class).invoke(classifier, pixels);
    double[] expected = model.classifier().probabilities(exact);
    for (int k = 0; k < 10; k++) {
      assertThat(found[k]).isCloseTo(expected[k], within(1e-6));
    }
  }

  /** As a person runs it: a picture's name in, a class out; and other weights are refused. */
  @Test
  void itRunsAsAProgram() throws Exception {
    Path source = folder.resolve("Best.java");
    for (Map.Entry<Path, byte[]> file :
        JavaFormat.write(Exchanged.from(ModelSource.of("best")), source).entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
    Files.write(folder.resolve("boot.png"), Pictures.png(FashionMnist.bundled().test(), 0));
    assertThat(run()).startsWith("boot.png: ankle boot (0.6451)");
    byte[] weights = Files.readAllBytes(folder.resolve("Best.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(folder.resolve("Best.safetensors"), weights);
    assertThat(run()).contains("found another file, expected Best.safetensors of this model");
  }

  private String run() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(java.toString(), "Best.java", "boot.png")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  @Test
  void filesHaveTheNamesOfClasses() {
    assertThat(ModelFormat.JAVA.fileName("fashion-mnist-best")).isEqualTo("FashionMnistBest.java");
    assertThat(ModelFormat.JAVA.fileName("2 mal")).isEqualTo("Classifier2Mal.java");
    assertThat(ModelFormat.JAVA.fileName("string")).isEqualTo("StringClassifier.java");
    assertThat(ModelFormat.JAVA.fileName("path")).isEqualTo("PathClassifier.java");
    for (String name :
        List.of(
            "a-b.java",
            "class.java",
            "Best.txt",
            "a.b.java",
            "Gr\u00f6\u00dfe.java",
            "String.java",
            "Files.java",
            "var.java",
            "record.java",
            "Math.java")) {
      assertThatThrownBy(
              () -> JavaFormat.write(Exchanged.from(ModelSource.of("best")), Path.of(name)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected the name of a class");
    }
  }
}
