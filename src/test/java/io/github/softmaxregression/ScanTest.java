package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.github.softmaxregression.store.ZipContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what scan reports of zips without loading them. */
class ScanTest {
  @TempDir private Path folder;

  private Path zip(String name, Map<String, byte[]> entries) throws IOException {
    return Files.write(folder.resolve(name), ZipContents.zipped(entries));
  }

  @Test
  void aSoundZipIsDescribed() {
    CommandLine result = CommandLine.run("scan best chapter");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .containsPattern("configuration.json +[\\d,]+ +the network's layers")
        .containsPattern("provenance.json +[\\d,]+ +how it was made")
        .contains("network: OutputLayer; 784 inputs, 10 classes, 7,850 parameters")
        .contains("would be taken")
        .doesNotContain("danger");
  }

  @Test
  void whatCouldRunCodeElsewhereIsToldAndNeverRun() throws IOException {
    Path marker = folder.resolve("marker");
    Map<String, byte[]> entries = ZipContents.ofShipped("best");
    entries.put("objects/labels", Planted.leaving(marker));
    entries.put("notes.txt", new byte[5]);
    CommandLine result = CommandLine.run("scan", zip("object.zip", entries));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("danger: objects/labels: runs code when Deeplearning4j's own methods read it")
        .containsPattern("notes.txt +5 +unknown, unread")
        .contains("would be taken");
    entries.put("preprocessor.bin", Planted.leaving(marker));
    CommandLine refused = CommandLine.run("scan", zip("preprocessor.zip", entries));
    assertThat(refused.out())
        .contains(
            "danger: preprocessor.bin", "refused: ", "the Java-serialised entry preprocessor");
    assertThat(marker).doesNotExist();
  }

  @Test
  void whatWouldBeRefusedIsTold() throws IOException {
    Map<String, byte[]> entries = ZipContents.ofShipped("best");
    String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
    String foreign = json.replace("org.nd4j.linalg.lossfunctions.impl.LossMCXENT", "java.lang.Run");
    entries.put("configuration.json", foreign.getBytes(StandardCharsets.UTF_8));
    Path named = zip("class.zip", entries);
    Path text = Files.writeString(folder.resolve("text.zip"), "hello");
    Map<String, byte[]> nameless = ZipContents.ofShipped("best");
    nameless.remove("input.json");
    byte[] wide = nameless.get("configuration.json");
    String other = new String(wide, StandardCharsets.UTF_8).replace("784", "783");
    nameless.put("configuration.json", other.getBytes(StandardCharsets.UTF_8));
    assertThat(CommandLine.run("scan", zip("783.zip", nameless)).out()).contains("refused: ");
    CommandLine result =
        CommandLine.run("scan --json best", named, text, folder.resolve("none.zip"));
    assertThat(result.exitCode()).isEqualTo(1);
    JsonArray scans = JsonParser.parseString(result.out()).getAsJsonArray();
    assertThat(scans).hasSize(4);
    assertThat(scans.get(0).getAsJsonObject().has("refusal")).isFalse();
    assertThat(scans.get(1).toString()).contains("that names the class java.lang.Run");
    assertThat(scans.get(2).toString()).contains("found no sound zip archive");
    assertThat(scans.get(3).toString()).contains("found no such file");
  }
}
