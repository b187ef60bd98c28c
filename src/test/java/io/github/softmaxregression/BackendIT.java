package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.FatJar.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The choice between GPU and CPU as a person meets it, in processes of their own, with the real
 * probe of CUDA. ND4J's CUDA backend is put on the class path without its natives: where no GPU is
 * usable nothing gets as far as to need them.
 */
class BackendIT {
  private static final Path CUDA_JARS = Path.of(System.getProperty("cuda.jars"));
  private static final String[] TRAIN = {"train", "--epochs", "1", "--figures", "none"};

  @TempDir private Path folder;

  /** A folder with a file that loads as the driver and does nothing. */
  private Path driver() throws IOException {
    Path drivers = Files.createDirectory(folder.resolve("driver"));
    Path anyLibrary = Path.of(System.getProperty("java.home"), "lib", "libzip.so");
    Files.copy(anyLibrary, drivers.resolve("libcuda.so.1"));
    return drivers;
  }

  private static String[] training(String device) {
    String[] args = Arrays.copyOf(TRAIN, TRAIN.length + 2);
    args[TRAIN.length] = "--device";
    args[TRAIN.length + 1] = device;
    return args;
  }

  private static void assumeNoDriver() {
    assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")), "NVIDIA's driver is here");
  }

  private static void assertTrainedOnTheCpu(Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("on ND4J's CpuBackend\n").contains("saved models");
  }

  private static void assertOneLine(Result result, String start) {
    assertThat(result.err()).startsWith("error: the GPU cannot be used: " + start);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void withoutADriverAutoTrainsOnTheCpuAndGpuSaysWhy() throws Exception {
    assumeNoDriver();
    assertTrainedOnTheCpu(FatJar.in(folder).runWith(CUDA_JARS, TRAIN));
    assertTrainedOnTheCpu(FatJar.in(folder).runWith(CUDA_JARS, training("auto")));
    assertOneLine(
        FatJar.in(folder).runWith(CUDA_JARS, training("gpu")),
        "no NVIDIA driver: libcuda.so.1 not found; install ");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void withoutCudasLibrariesAutoTrainsOnTheCpuAndGpuNamesTheFirst() throws Exception {
    assumeNoDriver();
    String drivers = driver().toString();
    assertTrainedOnTheCpu(
        FatJar.in(folder).environment("LD_LIBRARY_PATH", drivers).runWith(CUDA_JARS, TRAIN));
    assertOneLine(
        FatJar.in(folder)
            .environment("LD_LIBRARY_PATH", drivers)
            .runWith(CUDA_JARS, training("gpu")),
        "CUDA 11.6's libcudart.so.11.0 not found; put ");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void cpuLoadsNothingOfCuda() throws Exception {
    assumeNoDriver();
    String drivers = driver().toString();
    assertThat(classesOfCuda(drivers, "auto")).isPositive();
    assertThat(classesOfCuda(drivers, "cpu")).isZero();
  }

  private long classesOfCuda(String drivers, String device) throws Exception {
    Path log = folder.resolve("classes of " + device);
    Result result =
        FatJar.in(folder)
            .environment("LD_LIBRARY_PATH", drivers)
            .javaOptions("-Xlog:class+load:file=" + log)
            .runWith(CUDA_JARS, training(device));
    assertTrainedOnTheCpu(result);
    return Files.readString(log)
        .lines()
        .filter(line -> line.contains("org.bytedeco.cuda.") || line.contains("jcublas"))
        .count();
  }

  @Test
  void theBuildWithoutCudaSaysHowToGetIt() throws Exception {
    assumeFalse(FatJar.hasCuda(), "this is the build with CUDA");
    for (String command : new String[] {"train", "scratch", "evaluate", "losses", "backend"}) {
      assertOneLine(FatJar.in(folder).run(command, "--device", "gpu"), "this build has no CUDA ");
    }
    assertOneLine(
        FatJar.in(folder).environment("SOFTMAX_REGRESSION_DEVICE", "gpu").run("losses"),
        "this build has no CUDA backend; make one that has with mvn package -Pcuda");
  }

  @Test
  void theOptionOverrulesTheVariable() throws Exception {
    FatJar jar = FatJar.in(folder).environment("SOFTMAX_REGRESSION_DEVICE", "gpu");
    assertThat(jar.run("losses", "--device", "cpu").exitCode()).isZero();
  }

  @Test
  void aVariableThatNamesNoDeviceIsAWrongCommandLine() throws Exception {
    Result result = FatJar.in(folder).environment("SOFTMAX_REGRESSION_DEVICE", "tpu").run("losses");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("error: SOFTMAX_REGRESSION_DEVICE 'tpu': expected auto, cpu or gpu;");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void backendTellsTheWholePicture() throws Exception {
    assumeNoDriver();
    Result text = FatJar.in(folder).runWith(CUDA_JARS, "backend");
    assertThat(text.err()).isEmpty();
    assertThat(text.exitCode()).isZero();
    assertThat(text.out())
        .startsWith("ND4J computes with CpuBackend\n")
        .containsPattern("\nCpuBackend +usable\n")
        .containsPattern("\nJCublasBackend +not usable: no NVIDIA driver: libcuda\\.so\\.1 not ")
        .containsPattern("\nplatform +linux-x86_64\n")
        .containsPattern("\nprocessors +\\d+\n")
        .containsPattern("\nBLAS +OPENBLAS\n")
        .containsPattern("\nthreads +1 of ND4J, 1 of BLAS, up to \\d+ for a minibatch\n")
        .containsPattern("\nnatives' folder +/.*cache\n")
        .containsPattern("\nND4J +1\\.0\\.0-M2\\.1\n");

    Result json = FatJar.in(folder).runWith(CUDA_JARS, "backend", "--json", "--device", "cpu");
    JsonObject nd4j = JsonParser.parseString(json.out()).getAsJsonObject().getAsJsonObject("nd4j");
    assertThat(nd4j.get("device").getAsString()).isEqualTo("cpu");
    assertThat(nd4j.get("backend").getAsString()).isEqualTo("CpuBackend");
    JsonObject cuda = nd4j.getAsJsonArray("backends").get(1).getAsJsonObject();
    assertThat(cuda.get("inBuild").getAsBoolean()).isTrue();
    assertThat(cuda.get("usable").isJsonNull()).isTrue();
  }

  /** Runs where there is a GPU that ND4J supports, on a build with CUDA: mvn -Pcuda verify. */
  @Test
  void aGpuTrainsAsTheCpuDoesAndReadsItsZip() throws Exception {
    Result backend = FatJar.in(folder).run("backend", "--json");
    assumeTrue(backend.out().contains("\"backend\": \"JCublasBackend\""), "no usable GPU");
    for (String device : new String[] {"gpu", "cpu"}) {
      Result trained =
          FatJar.in(folder).run("train", "--epochs", "3", "--device", device, "--out", device);
      assertThat(trained.err()).isEmpty();
      assertThat(trained.out())
          .contains(device.equals("gpu") ? "JCublasBackend on " : "CpuBackend");
    }
    double onCpu = accuracy("cpu", "cpu");
    assertThat(accuracy("gpu", "cpu")).isCloseTo(onCpu, within(0.002));
    assertThat(accuracy("gpu", "gpu")).isCloseTo(onCpu, within(0.002));
    assertThat(accuracy("cpu", "gpu")).isCloseTo(onCpu, within(0.0002));
  }

  /** The test accuracy of a model that one device trained and another evaluates. */
  private double accuracy(String trainedOn, String device) throws Exception {
    Result result = FatJar.in(folder).run("evaluate", "--model", trainedOn, "--device", device);
    assertThat(result.err()).isEmpty();
    return Double.parseDouble(result.out().split("\\s+")[1]);
  }
}
