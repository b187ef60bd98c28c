package io.github.softmaxregression.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipScanTest {
  /** What the scan says without ND4J is what use would say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"hasBias\" : true | \"hasBias\" : true | true",
        "\"dataType\" : \"FLOAT\" | \"dataType\" : \"DOUBLE\" | true",
        "\"dataType\" : \"FLOAT\" | \"dataType\" : \"INT\" | false",
        "\"dataType\" : \"FLOAT\" | \"dataType\" : \"UTF8\" | false",
        "\"softmaxClipEps\" : 1.0E-10 | \"softmaxClipEps\" : -1 | false",
        "\"nin\" : 784 | \"nin\" : 783 | false",
        "\"nin\" : 784 | \"nin\" : 1000000000000 | false",
        "\"nin\" : 784 | \"nin\" : \"many\" | false",
      })
  void aZipIsTakenWhereTheScanSaysSo(String from, String to, boolean taken) throws IOException {
    Map<String, byte[]> entries = ZipContents.ofShipped("chapter");
    String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
    assertThat(json).contains(from);
    entries.put("configuration.json", json.replace(from, to).getBytes(StandardCharsets.UTF_8));
    assertAgrees(entries, taken);
  }

  @ParameterizedTest
  @CsvSource({"normalizer.bin, ''", "normalizer.bin, garbage", "coefficients.bin, garbage"})
  void damagedEntriesAreSeen(String name, String content) throws IOException {
    Map<String, byte[]> entries = ZipContents.ofShipped("chapter");
    entries.put(name, content.getBytes(StandardCharsets.UTF_8));
    assertAgrees(entries, false);
  }

  private static void assertAgrees(Map<String, byte[]> entries, boolean taken) throws IOException {
    ModelSource zip = ModelSource.memory(Path.of("some.zip"), ZipContents.zipped(entries));
    String refusal = ZipScan.of(zip).refusal();
    if (taken) {
      assertThat(refusal).isNull();
      assertThat(StoredModel.load(zip).input().classNames()).hasSize(10);
      assertThat(StoredModel.loadNetwork(zip).input().classNames()).hasSize(10);
    } else {
      assertThat(refusal).startsWith("some.zip: found ").doesNotContain("Exception");
      assertThatThrownBy(() -> StoredModel.load(zip)).hasMessage(refusal);
      assertThatThrownBy(() -> StoredModel.loadNetwork(zip)).hasMessage(refusal);
    }
  }
}
