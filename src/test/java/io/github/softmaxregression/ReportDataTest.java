package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and cards speak of the data that a model was made from. */
class ReportDataTest {
  private static final String PUBLISHED = "logistic regression, published";

  @TempDir private Path folder;

  private String report(String options, Object... data) throws IOException {
    Path zip = folder.resolve("m.zip");
    CommandLine result = CommandLine.run("train --epochs 1 --out " + zip + options, data);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    return Files.readString(folder.resolve("m-report.html"));
  }

  private String card(Object... arguments) {
    CommandLine result = CommandLine.run("card", arguments);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    return result.out();
  }

  @Test
  void whatWasPublishedStandsBesideFashionMnist() throws IOException {
    String report = report(" --validation 0.1");
    assertThat(report)
        .contains(PUBLISHED, "1708.07747")
        .containsPattern("images learned from</td><td>54,000<")
        .containsPattern("held out for validation</td><td>0.1 of each class<");
    assertThat(card(folder.resolve("m.zip"))).contains("1708.07747", "Zalando");
  }

  /** Ten classes, 28 x 28 pixels, and yet others. */
  @Test
  void itDoesNotStandBesideOtherData() throws IOException {
    Path data = folder.resolve("pictures");
    ImageSet images = FashionMnist.bundled().test();
    for (int i = 0; i < 120; i++) {
      Path ofClass = data.resolve(images.classNames().get(images.label(i)));
      Files.createDirectories(ofClass);
      Files.write(ofClass.resolve(i + ".png"), Pictures.png(images, i));
    }
    assertThat(report("", "--data", data)).doesNotContain(PUBLISHED, "1708.07747", "Fashion");
    assertThat(card(folder.resolve("m.zip"), "--data", data))
        .doesNotContain("1708.07747", "Zalando", "Fashion", "a shop's")
        .contains("test images of " + data, "images learned from, of " + data, "ankle boot");
  }
}
