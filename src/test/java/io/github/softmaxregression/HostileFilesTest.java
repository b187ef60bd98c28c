package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.HostileFiles.Case;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
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
    CommandLine.fails(1, each.message(), each.line(), each.more());
    assertThat(folder.resolve("marker")).doesNotExist();
    assertThat(folder.resolve("out").resolve("m.zip")).doesNotExist();
  }

  @Test
  void plantedCodeWouldLeaveAMark() throws Exception {
    Path marker = folder.resolve("mark");
    byte[] planted = Planted.leaving(marker);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(planted))) {
      in.readObject();
    }
    assertThat(marker).exists();
  }
}
