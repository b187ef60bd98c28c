package io.github.softmaxregression.backend;

import java.util.ArrayList;
import java.util.List;

/** A machine with a usable GPU, of which a test takes something away; it records what was asked. */
class FakeCuda extends Cuda {
  static final Gpu AMPERE = new Gpu("NVIDIA A100-PCIE-40GB", 42_314_694_656L, 8, 0);
  static final Gpu HOPPER = new Gpu("NVIDIA H100 PCIe", 84_929_937_408L, 9, 0);

  final List<String> asked = new ArrayList<>();

  String driverError;
  String runtimeError;
  int driverVersion = 11060;
  CudaException deviceError;
  List<Gpu> devices = List.of(AMPERE);
  CudaException openError;
  String librariesError;

  @Override
  public void loadDriver() {
    asked.add("driver");
    failIf(driverError);
  }

  @Override
  public void loadRuntime() {
    asked.add("runtime");
    failIf(runtimeError);
  }

  @Override
  public int driverVersion() {
    asked.add("version");
    return driverVersion;
  }

  @Override
  public int deviceCount() throws CudaException {
    asked.add("devices");
    if (deviceError != null) {
      throw deviceError;
    }
    return devices.size();
  }

  @Override
  public Gpu device(int index) {
    return devices.get(index);
  }

  @Override
  public void open() throws CudaException {
    asked.add("open");
    if (openError != null) {
      throw openError;
    }
  }

  @Override
  public void loadLibraries() {
    asked.add("libraries");
    failIf(librariesError);
  }

  /** As JavaCPP does: its own error around the system's. */
  private static void failIf(String message) {
    if (message != null) {
      UnsatisfiedLinkError error = new UnsatisfiedLinkError("no jnisomething in java.library.path");
      error.initCause(new UnsatisfiedLinkError(message));
      throw error;
    }
  }
}
