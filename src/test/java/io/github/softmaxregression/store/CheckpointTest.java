package io.github.softmaxregression.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
  @TempDir private Path folder;

  private Path file;
  private Checkpoint saved;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("m.checkpoint.zip");
    saved = SoundCheckpoint.save(file);
  }

  @Test
  void comesBackAsItWas() throws IOException {
    Checkpoint loaded = CheckpointReader.load(file);
    assertThat(loaded.run()).isEqualTo(saved.run()).isEqualTo(CheckpointReader.runOf(file));
    assertThat(loaded.progress()).isEqualTo(saved.progress());
    assertThat(loaded.state().parameters()).containsExactly(saved.state().parameters());
    assertThat(loaded.state().updater()).hasSize(7850);
    assertThat(loaded.state().iterations()).isEqualTo(472);
    // It is a model zip too.
    assertThat(
            StoredModel.loadNetwork(ModelSource.file(file))
                .softmaxRegression()
                .orElseThrow()
                .network()
                .numParams())
        .isEqualTo(7850);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "minibatches": 3   | "minibatches": -3
          "iterations": 472  | "iterations": -1
          "correct": 300     | "correct": 400
          "seconds": 0.25    | "seconds": NaN
          "seconds": 0.25    | "bestEpoch": 2, "bestAccuracy": 0.5, "seconds": 0
          "model": "NETWORK" | "model": null
          "epochs": 12       | "epochs": 0
          "sha256"           | "md5"
          """)
  void oneThatContradictsItselfIsRefused(String sound, String changed) throws IOException {
    Map<String, byte[]> entries = ZipContents.of(file);
    String json = new String(entries.get("checkpoint.json"), StandardCharsets.UTF_8);
    assertThat(json).contains(sound);
    entries.put("checkpoint.json", json.replace(sound, changed).getBytes(StandardCharsets.UTF_8));
    refused(entries, "checkpoint.json");
  }

  @Test
  void oneWithOtherValuesThanItsModelIsRefused() throws IOException {
    Map<String, byte[]> entries = ZipContents.of(file);
    entries.put("checkpoint-updater.bin", new byte[4]);
    refused(entries, "found checkpoint-updater.bin of 4 bytes, expected 7,850 float values");
    entries.put("checkpoint-updater.bin", new byte[5 * 7850]);
    refused(entries, "found checkpoint-updater.bin of more than 31,400 bytes");
  }

  private void refused(Map<String, byte[]> entries, String message) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      ModelStore.write(entries, out);
    }
    assertThatThrownBy(() -> CheckpointReader.load(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining(message);
  }
}
