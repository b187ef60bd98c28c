package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.store.ZipContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that command terminals, turn text around or are markup reach no medium as such. */
@EnabledOnOs({OS.LINUX, OS.MAC}) // other names of files are not possible elsewhere
class ForeignTextTest {
  private static final String EVIL =
      "a\u001b[31m\u001b]0;x\u0007\u009b\u202eb<script>alert(1)</script>|`*\n# c";

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\u2028\u2029&&[^\n\r\t]]");

  @TempDir private Path folder;

  private Path zip;

  /** A zip whose names and story are evil. */
  @BeforeEach
  void write() throws IOException {
    Map<String, byte[]> entries = ZipContents.ofShipped("best");
    for (String name : new String[] {"input.json", "provenance.json"}) {
      String text = new String(entries.get(name), StandardCharsets.UTF_8);
      String evil = new Gson().toJson(EVIL);
      String changed =
          text.replace("\"trouser\"", evil)
              .replaceFirst("(\"created\": )\"[^\"]*\"", "$1" + evil.replace("\\", "\\\\"))
              .replaceFirst("(\"OS\": )\"[^\"]*\"", "$1" + evil.replace("\\", "\\\\"));
      entries.put(name, changed.getBytes(StandardCharsets.UTF_8));
    }
    zip = folder.resolve("m.zip");
    Files.write(zip, ZipContents.zipped(entries));
  }

  private static void isPlain(String text) {
    assertThat(text).doesNotContainPattern(UNSEEN);
  }

  @ParameterizedTest
  @CsvSource({"table", "csv", "json", "jsonl"})
  void predictionsArePlain(String format) throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    Path picture = folder.resolve("=b\u001b[31mc\u202e,.png");
    Files.write(picture, Pictures.png(test, 2));
    CommandLine result =
        CommandLine.run("predict --top 10 --format " + format, "--model", zip, folder);
    assertThat(result.exitCode()).isZero();
    isPlain(result.out());
    isPlain(result.err());
    if (format.startsWith("json")) { // which can say what they are
      assertThat(result.out()).contains("\\u202e");
    }
    CommandLine missing = CommandLine.run("predict", folder.resolve("\u001b[31m\u202e"));
    assertThat(missing.err()).hasLineCount(1);
    isPlain(missing.err());
  }

  @Test
  void cardsReportsAndFiguresArePlain() throws IOException {
    String card = CommandLine.run("card", zip).out();
    isPlain(card);
    assertThat(card).contains("&lt;script").doesNotContain("<script", "\n# c");
    Path figure = folder.resolve("f.svg");
    assertThat(CommandLine.run("evaluate --figures svg --model", zip).exitCode()).isZero();
    CommandLine.run("predict --test-index 0..8 --figure", figure, "--model", zip);
    for (Path svg : new Path[] {figure, folder.resolve("m-confusion.svg")}) {
      isPlain(Files.readString(svg));
      assertThat(Files.readString(svg)).doesNotContain("<script");
    }
  }

  @Test
  void foldersOfAnyNameAreLearnedFrom() throws IOException {
    Path data = folder.resolve("data");
    ImageSet images = FashionMnist.bundled().test();
    for (int i = 0; i < 40; i++) {
      String name = i % 2 == 0 ? "b\u001b[31m\u202e<script>&" : "c";
      Path ofClass = Files.createDirectories(data.resolve(name));
      Files.write(ofClass.resolve(i + ".png"), Pictures.png(images, i));
    }
    Path out = folder.resolve("own.zip");
    CommandLine result = CommandLine.run("train --epochs 1 --data", data, "--out", out);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    isPlain(result.out());
    String report = Files.readString(folder.resolve("own-report.html"));
    isPlain(report);
    assertThat(report).contains("&lt;script&gt;&amp;").doesNotContain("<script");
  }

  @Test
  void eachMediumHasItsOwnForm() {
    assertThat(ForeignText.plain("k\u00e4se \u0441\u0443\u043c\u043a\u0430 \ud83d\udc57"))
        .isEqualTo("k\u00e4se \u0441\u0443\u043c\u043a\u0430 \ud83d\udc57");
    assertThat(ForeignText.plain("\u0646\u06cc\u200c\u0645")).contains("\u200c");
    assertThat(ForeignText.csv("=1+1")).isEqualTo("'=1+1");
    assertThat(ForeignText.csv("-0.5")).isEqualTo("-0.5");
    assertThat(ForeignText.csv("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
    assertThat(ForeignText.html("'<&>\"")).isEqualTo("&#39;&lt;&amp;&gt;&quot;");
    assertThat(ForeignText.markdown("a|b`c")).isEqualTo("a\\|b\\`c");
    assertThat(ForeignText.json("{\"a\": \"\u202e\"}\n")).isEqualTo("{\"a\": \"\\u202e\"}\n");
  }
}
