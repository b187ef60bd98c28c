package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir private Path folder;

  private String script(String shell) {
    CommandLine result = CommandLine.run("completion " + shell);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    return result.out();
  }

  /** Asks a real bash what it would complete. */
  private String completed(String... words) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("completion"), script("bash"));
    String ask =
        "source '%s'; COMP_WORDS=(softmax %s); COMP_CWORD=%d; _complete_softmax; echo ${COMPREPLY[@]}"
            .formatted(script, String.join(" ", words), words.length);
    Process bash = new ProcessBuilder("bash", "-c", ask).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return out.strip();
  }

  @Test
  void bashCompletesCommandsOptionsAndValues() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/bin/bash")));
    assertThat(completed("pre")).isEqualTo("predict");
    assertThat(completed("train", "--ep")).isEqualTo("--epochs");
    assertThat(completed("train", "--optimizer", "''")).isEqualTo("sgd nesterov adam");
    assertThat(completed("train", "--schedule", "''")).isEqualTo("constant cosine");
    assertThat(completed("export", "--format", "''")).contains("onnx", "html", "java");
  }

  @Test
  void fishIsToldOfAllToo() {
    assertThat(script("fish"))
        .contains("-a train -d 'Trains the network")
        .contains("'__fish_seen_subcommand_from train' -l epochs -r\n")
        .contains("-l optimizer -r -f -a 'sgd nesterov adam'\n")
        .contains("'__fish_seen_subcommand_from data' -a show\n");
  }
}
