package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.FatJar.Result;
import io.github.softmaxregression.HostileFiles.Case;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile files need no more memory than sound ones: a small heap is enough for all of them. */
class SmallHeapIT {
  @TempDir private Path folder;

  private Result run(String... args) throws Exception {
    return FatJar.in(folder).javaOptions("-Xmx64m").run(args);
  }

  @Test
  void picturesOneAfterTheOther() throws Exception {
    Object[] pictures =
        HostileFiles.in(folder).stream()
            .filter(each -> each.line().equals("predict"))
            .map(each -> each.more()[0])
            .toArray();
    Result result = run(CommandLine.args("predict", pictures));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .hasSameSizeAs(pictures)
        .allMatch(line -> line.startsWith("error: ") && line.contains(": found "));
  }

  @Test
  void zips() throws Exception {
    List<String> large = List.of("bomb.zip", "deep json.zip", "long json.zip", "huge array.zip");
    List<Case> cases =
        HostileFiles.in(folder).stream().filter(each -> large.contains(each.name())).toList();
    assertThat(cases).hasSameSizeAs(large);
    for (Case each : cases) {
      Result result = run(CommandLine.args(each.line(), each.more()));
      assertThat(result.err()).contains(each.message()).hasLineCount(1);
      assertThat(result.exitCode()).isEqualTo(1);
    }
  }
}
