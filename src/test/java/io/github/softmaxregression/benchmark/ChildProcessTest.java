package io.github.softmaxregression.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final List<String> JAVA =
      List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());

  @TempDir private Path folder;

  @Test
  void measuresAWholeProcess() throws IOException {
    ChildProcess child = ChildProcess.run(JAVA, List.of("--version"), folder);

    assertThat(child.seconds()).isPositive();
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(child.peakBytes()).isGreaterThan(1_000_000);
    }
  }

  @Test
  void aProcessThatFailsIsAnErrorWithItsMessage() {
    assertThatThrownBy(() -> ChildProcess.run(JAVA, List.of("NoSuchClass"), folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("'NoSuchClass' ended with exit code 1: ")
        .hasMessageContaining("NoSuchClass");
  }
}
