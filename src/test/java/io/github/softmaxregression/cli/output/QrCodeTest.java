package io.github.softmaxregression.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.ReaderException;
import io.github.softmaxregression.Telephone;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
  private static String printed(String text) {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    QrCode.print(text, out);
    out.flush();
    return printed.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.7:80/",
        "http://192.168.178.123:65535/playground.html",
        "http://[fd00:0:0:0:0:0:0:2]:8080/playground.html",
        "http://[2001:db8:85a3:8d3:1319:8a2e:370:7348]:54321/playground.html",
        "http://a-laptop.of-some.school.example:8080/playground.html"
      })
  void aTelephoneReadsItOnDarkAndOnLight(String address) throws ReaderException {
    String printed = printed(address);
    assertThat(Telephone.readOnDark(printed)).isEqualTo(address);
    assertThat(Telephone.readOnLight(printed)).isEqualTo(address);
  }

  /** Of halves of four modules, and a last line that is half. */
  @Test
  void theQuietZoneIsDrawn() {
    List<String> lines = printed("http://192.168.178.123:65535/playground.html").lines().toList();
    int modules = 29;
    int width = modules + 2 * 4;
    assertThat(lines).hasSize((width + 1) / 2).isEqualTo(Telephone.code(String.join("\n", lines)));
    assertThat(lines).allMatch(line -> line.length() == width);
    assertThat(lines.subList(0, 2)).containsOnly("█".repeat(width));
    assertThat(lines.subList(2, lines.size() - 3))
        .allMatch(line -> line.startsWith("████") && line.endsWith("████"));
    assertThat(lines.get(lines.size() - 2)).isEqualTo("█".repeat(width));
    assertThat(lines.get(lines.size() - 1)).isEqualTo("▀".repeat(width));
  }

  @Test
  void whatIsTooLongIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> printed("a".repeat(2954)))
        .withMessage("found 2954 characters, expected what a QR code can hold, 2953 of ASCII");
    assertThat(printed("a".repeat(2953))).isNotEmpty();
  }
}
