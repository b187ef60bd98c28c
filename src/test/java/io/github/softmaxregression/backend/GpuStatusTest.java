package io.github.softmaxregression.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.backend.Cuda.CudaException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuStatusTest {
  private final FakeCuda cuda = new FakeCuda();

  private String cause() {
    GpuStatus status = GpuStatus.of(cuda);
    assertThat(status.usable()).isFalse();
    assertThat(status.cause()).isNotEmpty().doesNotContain("\n");
    return status.cause();
  }

  @Test
  void aSupportedCardIsUsable() {
    assertThat(GpuStatus.of(cuda)).isEqualTo(new GpuStatus(true, "", List.of(FakeCuda.AMPERE)));
    assertThat(cuda.asked)
        .containsExactly("driver", "runtime", "version", "devices", "open", "libraries");
  }

  @Test
  void noDriver() {
    cuda.driverError = "libcuda.so.1: cannot open shared object file: No such file or directory";
    assertThat(cause())
        .isEqualTo(
            "no NVIDIA driver: libcuda.so.1 not found; install one for CUDA 11.6"
                + " (Linux 450.80.02, Windows 452.39 or newer)");
    assertThat(cuda.asked).containsExactly("driver");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/lib/libcuda.so.1: file too short",
        "libcuda.so.1: wrong ELF class: ELFCLASS32",
        "LoadLibrary() failed with 0x7e"
      })
  void aDriverThatDoesNotLoadIsNotCalledMissing(String error) {
    cuda.driverError = error;
    assertThat(cause())
        .isEqualTo("NVIDIA's driver does not load (" + error + "); see what nvidia-smi says");
  }

  @Test
  void aDriverLibraryWithoutADriver() {
    cuda.driverVersion = 0;
    assertThat(cause()).startsWith("no NVIDIA driver: CUDA finds none; install ");
  }

  @Test
  void aCardThatIsFullOrKeptByAnotherIsNotUsed() {
    cuda.openError = new CudaException(46, "cudaErrorDevicesUnavailable");
    assertThat(cause()).startsWith("CUDA does not start: error 46, cudaErrorDevicesUnavailable; ");
    assertThat(GpuStatus.of(cuda).gpus()).containsExactly(FakeCuda.AMPERE);
    assertThat(cuda.asked).doesNotContain("libraries");
  }

  @Test
  void driverTooOld() {
    cuda.driverVersion = 10020;
    assertThat(cause())
        .isEqualTo(
            "the NVIDIA driver is too old: found one for CUDA 10.2;"
                + " install one for CUDA 11.6 (Linux 450.80.02, Windows 452.39 or newer)");
  }

  @Test
  void driverTooOldForTheRuntimesTaste() {
    cuda.driverVersion = 11010;
    cuda.deviceError = new CudaException(35, "cudaErrorInsufficientDriver");
    assertThat(cause())
        .startsWith(
            "the NVIDIA driver is too old (CUDA error 35, cudaErrorInsufficientDriver); install ");
  }

  @ParameterizedTest
  @CsvSource({
    "libcudart.so.11.0, runtime",
    "libcublas.so.11, libraries",
    "libcublasLt.so.11, libraries",
    "libcusolver.so.11, libraries"
  })
  void aMissingCudaLibraryIsNamed(String library, String step) {
    String error =
        "/home/x/.javacpp/cache/a b/libjnicuda.so: %s: cannot open shared object file: No such file"
            .formatted(library);
    if (step.equals("runtime")) {
      cuda.runtimeError = error;
    } else {
      cuda.librariesError = error;
    }
    assertThat(cause())
        .isEqualTo(
            "CUDA 11.6's "
                + library
                + " not found; put the lib64 folder of CUDA 11.6 into LD_LIBRARY_PATH, or build"
                + " with mvn package -Pcuda,cuda-redist, which brings it");
    assertThat(cuda.asked).endsWith(step);
  }

  @Test
  void aMissingLibraryIsNamedInEveryLanguage() {
    cuda.runtimeError =
        "/x/libjnicudart.so: libcudart.so.11.0: Kann die Shared-Object-Datei nicht öffnen: Datei"
            + " oder Verzeichnis nicht gefunden";
    assertThat(cause()).startsWith("CUDA 11.6's libcudart.so.11.0 not found; ");
  }

  @Test
  void aLibraryThatDoesNotFitIsNotCalledMissing() {
    cuda.runtimeError = "/lib/libcudart.so.11.0: version `GLIBC_2.99' not found (required by x)";
    assertThat(cause())
        .startsWith(
            "the libraries for CUDA 11.6 do not load (/lib/libcudart.so.11.0: version `GLIBC");
  }

  /** As where the disk is full and JavaCPP cannot unpack it. */
  @Test
  void aMissingLibraryOfNd4jIsNotCudas() {
    cuda.librariesError =
        "/x/libjnind4jcuda.so: libnd4jcuda.so: cannot open shared object file: No";
    assertThat(cause()).startsWith("the libraries for CUDA 11.6 do not load (/x/libjnind4jcuda");
  }

  @Test
  void classesThatAreMissingAreACauseToo() {
    FakeCuda torn =
        new FakeCuda() {
          @Override
          public void loadRuntime() {
            throw new NoClassDefFoundError("org/bytedeco/cuda/global/cudart");
          }
        };
    assertThat(GpuStatus.of(torn).cause())
        .startsWith("the libraries for CUDA 11.6 do not load (org/bytedeco/cuda/global/cudart)");
  }

  @Test
  void aBuildForAnotherPlatform() {
    cuda.runtimeError = "Could not find jnicudart in class, module, and library paths.";
    assertThat(cause()).startsWith("this build has no CUDA natives for ");
  }

  @Test
  void noDevice() {
    cuda.deviceError = new CudaException(100, "cudaErrorNoDevice");
    assertThat(cause())
        .isEqualTo(
            "no NVIDIA GPU found (CUDA error 100, cudaErrorNoDevice); see what nvidia-smi says and"
                + " whether CUDA_VISIBLE_DEVICES hides it");
    cuda.deviceError = null;
    cuda.devices = List.of();
    assertThat(cause()).startsWith("no NVIDIA GPU found; ");
  }

  @Test
  void otherErrorsOfCudaAreNamed() {
    cuda.deviceError = new CudaException(999, "cudaErrorUnknown");
    assertThat(cause())
        .isEqualTo("CUDA does not start: error 999, cudaErrorUnknown; see what nvidia-smi says");
  }

  @Test
  void aCardTooNewIsNamedAndShownAndNothingMoreIsLoaded() {
    cuda.devices = List.of(FakeCuda.HOPPER);
    assertThat(cause())
        .isEqualTo(
            "NVIDIA H100 PCIe has compute capability 9.0: not supported by this release of ND4J,"
                + " which has code for 3.7 to 8.9; use the CPU");
    assertThat(GpuStatus.of(cuda).gpus()).containsExactly(FakeCuda.HOPPER);
    assertThat(cuda.asked).doesNotContain("libraries");
  }

  @Test
  void aCardTooNewBesideOneThatIsNot() {
    cuda.devices = List.of(FakeCuda.HOPPER, FakeCuda.AMPERE);
    assertThat(cause())
        .endsWith("use the CPU, or show it only the others with CUDA_VISIBLE_DEVICES");
  }

  @Test
  void oneOfSeveralCardsIsToBeChosen() {
    cuda.devices = List.of(FakeCuda.AMPERE, FakeCuda.AMPERE);
    assertThat(cause()).startsWith("2 GPUs are visible ").contains("CUDA_VISIBLE_DEVICES");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 5, false", "3, 7, true", "5, 0, true", "5, 2, true", "6, 1, true", "7, 0, true",
    "7, 5, true", "8, 0, true", "8, 6, true", "8, 9, true", "9, 0, false", "10, 0, false",
    "12, 0, false", "2, 1, false"
  })
  void computeCapabilitiesWithMachineCode(int major, int minor, boolean supported) {
    assertThat(new Gpu("a card", 1, major, minor).supported()).isEqualTo(supported);
  }
}
