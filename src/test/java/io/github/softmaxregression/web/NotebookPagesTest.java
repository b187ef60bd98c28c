package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exported notebooks in a real browser, with every answer open. */
@Tag("long")
class NotebookPagesTest {
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    if (Chromium.program().isEmpty()) {
      assertThat(System.getenv("CI")).as("no Chromium").isNull();
      assumeTrue(false, "no Chromium");
    }
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("notebooks-export"))) {
      return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everybodyCanReadIt(Path page) throws IOException, InterruptedException {
    for (boolean dark : new boolean[] {false, true}) {
      int width = dark ? 390 : 1280;
      chromium.look(width, 900, dark);
      chromium.open(page.toUri().toString());
      chromium.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");

      assertThat(chromium.evaluate("document.documentElement.scrollWidth").getAsInt())
          .as("nothing sticks out at the side")
          .isLessThanOrEqualTo(width);
      chromium.evaluate(PageTest.axe());
      assertThat(chromium.evaluate(PageTest.FINDINGS).getAsJsonArray()).isEmpty();
    }
    assertThat(chromium.requests())
        .allMatch(request -> request.matches("(file:.*/notebooks-export/.*|data:.*)"));
    assertThat(chromium.errors()).isEmpty();
  }
}
