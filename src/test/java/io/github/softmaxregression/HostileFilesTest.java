package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.HostileFiles.Case;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each hostile file gets one line, exit code 1, and does no harm. */
class HostileFilesTest {
  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> oneLineAndExitCode1() throws IOException {
    List<Case> cases = HostileFiles.in(folder);
    assertThat(cases).hasSizeGreaterThan(50);
    return cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private static void check(Case each) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = new Main(out, err, false).run(each.args().toArray(String[]::new));

    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("error: ")
        .contains(each.message())
        .hasLineCount(1);
    assertThat(exitCode).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(folder.resolve("marker")).doesNotExist();
    assertThat(folder.resolve("out").resolve("m.zip")).doesNotExist();
  }

  @Test
  void plantedCodeWouldLeaveAMark() throws Exception {
    Path marker = folder.resolve("mark");
    var bytes = new ByteArrayOutputStream();
    try (var out = new java.io.ObjectOutputStream(bytes)) {
      out.writeObject(new HostileFiles.Planted(marker.toString()));
    }
    try (var in =
        new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
      in.readObject();
    }
    assertThat(marker).exists();
  }
}
