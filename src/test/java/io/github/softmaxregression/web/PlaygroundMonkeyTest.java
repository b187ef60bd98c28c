package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The playground under random hands, which a seed leads: {@code -Dmonkey.seconds=600
 * -Dmonkey.seed=1}.
 */
@Tag("long")
class PlaygroundMonkeyTest {
  /** What may be pressed now: all of an open dialog, or else of the page; files need a person. */
  private static final String CLICKABLE =
      "[...(document.querySelector('dialog[open]') ?? document)"
          + ".querySelectorAll('button, input[type=checkbox], summary')]"
          + ".filter(each => !each.disabled && each.offsetParent !== null)";

  private static final String CONTROLS =
      "[...document.querySelectorAll('#settings input, #settings select, #speed, #brush,"
          + " #keep-name')].filter(each => !each.disabled)";

  private static final int WARM_UP = 5; // parts of the time of which one passes before measuring

  @TempDir Path folder;

  @Test
  void nothingBreaksAndMemoryStays() throws IOException, InterruptedException {
    if (Chromium.program().isEmpty()) {
      assertThat(System.getenv("CI")).as("no Chromium").isNull();
      assumeTrue(false, "no Chromium");
    }
    Duration time = Duration.ofSeconds(Long.getLong("monkey.seconds", 60));
    long seed = Long.getLong("monkey.seed", System.nanoTime());
    Random random = new Random(seed);
    try (RunningServer server = RunningServer.withPlayground(RunningServer.limits(64, 100, 30));
        Chromium chromium = Chromium.start()) {
      chromium.downloadTo(folder);
      PlaygroundPage page = new PlaygroundPage(chromium);
      page.open(server.address());
      long begin = System.nanoTime();
      long[] before = null;
      int actions = 0;
      while (System.nanoTime() - begin < time.toNanos()) {
        act(chromium, page, server, random);
        actions++;
        if (before == null && System.nanoTime() - begin > time.toNanos() / WARM_UP) {
          before = memory(chromium, page, server);
        }
      }
      long[] after = memory(chromium, page, server);
      String report =
          "seed %d, %d actions, page %d to %d kB, server %d to %d kB"
              .formatted(
                  seed, actions, before[0] >> 10, after[0] >> 10, before[1] >> 10, after[1] >> 10);
      System.out.println(report);
      assertThat(chromium.errors()).as(report).isEmpty();
      assertThat(server.complaints()).as(report).isEmpty();
      assertThat(chromium.requests())
          .allMatch(url -> url.startsWith(server.address()) || url.startsWith("blob:"));
      assertThat(after[0]).as(report).isLessThan(before[0] + (4L << 20));
      assertThat(after[1]).as(report).isLessThan(before[1] + (32L << 20));
      assertThat(actions).as(report).isGreaterThan(10);
    }
  }

  /** Bytes that live objects take, of the page, opened anew, and of the server; no run goes on. */
  private static long[] memory(Chromium chromium, PlaygroundPage page, RunningServer server)
      throws InterruptedException {
    page.open(server.address());
    page.set("images", "100");
    page.set("batchSize", "10");
    page.set("epochs", "1");
    page.click("#start");
    page.awaitState("Done");
    long heap = chromium.heap();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) { // what has just ended is let go of by and by
      System.gc();
      Thread.sleep(200);
      Runtime java = Runtime.getRuntime();
      used = Math.min(used, java.totalMemory() - java.freeMemory());
    }
    return new long[] {heap, used};
  }

  private static void act(
      Chromium chromium, PlaygroundPage page, RunningServer server, Random random)
      throws InterruptedException {
    int choice = random.nextInt(100);
    double pick = random.nextDouble();
    if (choice < 60) {
      chromium.evaluate(
          "(all => all[Math.floor(all.length * %s)].click())(%s)".formatted(pick, CLICKABLE));
    } else if (choice < 85) {
      chromium.evaluate(
          """
          (all => {
            const each = all[Math.floor(all.length * %s)];
            const to = %s;
            if (each.tagName === "SELECT") each.selectedIndex = Math.floor(to * each.length);
            else if (each.type === "text") each.value = ["", "a b", "../x", "ä", "run"][Math.floor(to * 5)];
            else {
              const [min, max] = [Number(each.min), Number(each.max)];
              const far = to < 0.1 ? max + 1 : to > 0.95 ? "" : min + to * to * to * (max - min);
              each.value = each.type === "range" || far === "" ? far : Math.round(far);
            }
            each.dispatchEvent(new Event("input", { bubbles: true }));
            each.dispatchEvent(new Event("change", { bubbles: true }));
          })(%s)"""
              .formatted(pick, random.nextDouble(), CONTROLS));
    } else if (choice < 95) {
      chromium.mouse("mousePressed", 1280 * pick, 900 * random.nextDouble());
      chromium.mouse("mouseMoved", 1280 * random.nextDouble(), 900 * random.nextDouble());
      chromium.mouse("mouseReleased", 1280 * pick, 900 * random.nextDouble());
    } else if (choice < 97) {
      chromium.look(random.nextBoolean() ? 1280 : 390, 900, random.nextBoolean());
    } else if (choice < 98) {
      page.open(server.address());
    } else {
      chromium.evaluate("scrollTo(0, document.body.scrollHeight * %s)".formatted(pick));
    }
    Thread.sleep(random.nextInt(100));
    String here = chromium.evaluate("location.pathname").getAsString();
    if (!here.equals("/playground.html")) { // a link was clicked
      page.open(server.address());
    }
  }
}
