package io.github.softmaxregression.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.softmaxregression.backend.BackendChoice.Device;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4jBackend;

class BackendChoiceTest {
  private final FakeCuda cuda = new FakeCuda();

  @Test
  void autoTakesAUsableGpu() {
    BackendChoice choice = BackendChoice.of(Device.AUTO, GpuStatus.of(cuda));
    assertThat(choice.backend()).isEqualTo(Backend.CUDA);
    assertThat(choice.device()).isEqualTo("NVIDIA A100-PCIE-40GB");
    assertThat(choice).hasToString("JCublasBackend on NVIDIA A100-PCIE-40GB");
    assertThat(BackendChoice.of(Device.GPU, GpuStatus.of(cuda))).isEqualTo(choice);
  }

  @Test
  void autoTakesTheCpuWhereNoGpuIsUsable() {
    cuda.devices = List.of(FakeCuda.HOPPER);
    BackendChoice choice = BackendChoice.of(Device.AUTO, GpuStatus.of(cuda));
    assertThat(choice.backend()).isEqualTo(Backend.CPU);
    assertThat(choice.reason())
        .startsWith("no usable GPU: NVIDIA H100 PCIe has compute capability 9.0");
    assertThat(choice.device()).isEqualTo("CPU");
    assertThat(choice).hasToString("CpuBackend");
  }

  @Test
  void gpuIsTheGpuOrNothing() {
    cuda.devices = List.of();
    assertThatThrownBy(() -> BackendChoice.of(Device.GPU, GpuStatus.of(cuda)))
        .isInstanceOf(UnusableDeviceException.class)
        .hasMessageStartingWith("the GPU cannot be used: no NVIDIA GPU found; ");
  }

  @Test
  void aBuildWithoutCudaSaysHowToGetOneAndDoesNotLook() {
    assumeFalse(Backend.CUDA.onClassPath(), "this is the build with CUDA");
    String cause =
        "this build has no CUDA backend; make one that has with mvn package -Pcuda"
            + " (Platforms and GPUs in the README)";
    assertThat(BackendChoice.of(Device.AUTO))
        .isEqualTo(new BackendChoice(Backend.CPU, "no usable GPU: " + cause, null));
    assertThatThrownBy(() -> BackendChoice.of(Device.GPU))
        .isInstanceOf(UnusableDeviceException.class)
        .hasMessage("the GPU cannot be used: " + cause);
  }

  @Test
  void cpuDoesNotEvenLook() {
    assertThat(BackendChoice.of(Device.CPU))
        .isEqualTo(new BackendChoice(Backend.CPU, "as asked for", null));
  }

  @Test
  void aProcessThatComputesOnTheCpuStaysThere() {
    BackendChoice.of(Device.CPU).start();
    BackendChoice.of(Device.CPU).start(); // again is no change
    assertThatThrownBy(() -> BackendChoice.of(Device.GPU, GpuStatus.of(cuda)).start())
        .isInstanceOf(UnusableDeviceException.class)
        .hasMessage(
            "ND4J computes with CpuBackend already, and cannot change to JCublasBackend in the same"
                + " process");
  }

  /** What this class path lacks is not found; what it has is found alone. */
  @Test
  void nd4jFindsTheChosenBackendAlone() throws Exception {
    List<Class<? extends Nd4jBackend>> found =
        StreamSupport.stream(
                ServiceLoader.load(Nd4jBackend.class, BackendChoice.loaderOf(Backend.CPU))
                    .spliterator(),
                false)
            .<Class<? extends Nd4jBackend>>map(Nd4jBackend::getClass)
            .toList();
    assertThat(found).extracting(Class::getSimpleName).containsExactly("CpuBackend");

    String name = "META-INF/services/" + Nd4jBackend.class.getName();
    List<URL> cuda = Collections.list(BackendChoice.loaderOf(Backend.CUDA).getResources(name));
    assertThat(cuda).singleElement().asString().endsWith("cuda.backend");
    assertThat(new String(cuda.get(0).openStream().readAllBytes(), UTF_8))
        .isEqualTo("org.nd4j.linalg.jcublas.JCublasBackend\n");
  }
}
