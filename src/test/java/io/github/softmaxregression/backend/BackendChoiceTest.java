package io.github.softmaxregression.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    BackendChoice choice = BackendChoice.of(Device.AUTO, cuda);
    assertThat(choice.backend()).isEqualTo(Backend.CUDA);
    assertThat(choice.device()).isEqualTo("NVIDIA A100-PCIE-40GB");
    assertThat(choice).hasToString("JCublasBackend on NVIDIA A100-PCIE-40GB");
    assertThat(BackendChoice.of(Device.GPU, cuda)).isEqualTo(choice);
  }

  @Test
  void autoTakesTheCpuWhereNoGpuIsUsable() {
    cuda.devices = List.of(FakeCuda.HOPPER);
    BackendChoice choice = BackendChoice.of(Device.AUTO, cuda);
    assertThat(choice.backend()).isEqualTo(Backend.CPU);
    assertThat(choice.reason())
        .startsWith("no usable GPU: NVIDIA H100 PCIe has compute capability 9.0");
    assertThat(choice.device()).isEqualTo("CPU");
    assertThat(choice).hasToString("CpuBackend");
  }

  @Test
  void gpuIsTheGpuOrNothing() {
    cuda.inBuild = false;
    assertThatThrownBy(() -> BackendChoice.of(Device.GPU, cuda))
        .isInstanceOf(UnusableDeviceException.class)
        .hasMessage("the GPU cannot be used: " + GpuStatus.of(cuda).cause());
  }

  @Test
  void cpuDoesNotEvenAsk() {
    BackendChoice choice = BackendChoice.of(Device.CPU, cuda);
    assertThat(choice.backend()).isEqualTo(Backend.CPU);
    assertThat(choice.gpu()).isNull();
    assertThat(cuda.asked).isEmpty();
  }

  @Test
  void aProcessThatComputesOnTheCpuStaysThere() {
    BackendChoice.of(Device.CPU).start();
    BackendChoice.of(Device.CPU).start(); // again is no change
    assertThatThrownBy(() -> BackendChoice.of(Device.GPU, cuda).start())
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
                ServiceLoader.load(Nd4jBackend.class, new OneBackendLoader(Backend.CPU))
                    .spliterator(),
                false)
            .<Class<? extends Nd4jBackend>>map(Nd4jBackend::getClass)
            .toList();
    assertThat(found).extracting(Class::getSimpleName).containsExactly("CpuBackend");

    String name = "META-INF/services/" + Nd4jBackend.class.getName();
    List<URL> cuda = Collections.list(new OneBackendLoader(Backend.CUDA).getResources(name));
    assertThat(cuda).singleElement().asString().endsWith("cuda.backend");
    assertThat(new String(cuda.get(0).openStream().readAllBytes(), UTF_8))
        .isEqualTo("org.nd4j.linalg.jcublas.JCublasBackend\n");
  }
}
