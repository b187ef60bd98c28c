package io.github.softmaxregression.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Draws the playground in each of its states, wide and on a phone, light and dark.
 *
 * <p>Argument: a folder for the PNGs.
 */
final class PlaygroundScreenshots {
  private final Chromium chromium;
  private final Path folder;

  private PlaygroundScreenshots(Chromium chromium, Path folder) {
    this.chromium = chromium;
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    try (RunningServer server = RunningServer.withPlayground(RunningServer.limits(64, 100, 30));
        Chromium chromium = Chromium.start()) {
      for (boolean dark : new boolean[] {false, true}) {
        for (boolean wide : new boolean[] {true, false}) {
          chromium.look(wide ? 1280 : 390, wide ? 900 : 844, dark);
          String look = (wide ? "wide" : "phone") + (dark ? "-dark" : "-light");
          new PlaygroundScreenshots(chromium, folder).draw(server, look);
        }
      }
      chromium.errors().forEach(System.out::println);
    }
  }

  private void draw(RunningServer server, String look) throws IOException, InterruptedException {
    PlaygroundPage page = new PlaygroundPage(chromium);
    page.open(server.address());
    shoot(look + "-1-new");
    page.set("epochs", "5");
    page.click("#another");
    page.click("#step");
    page.awaitMinibatch(1);
    shoot(look + "-2-paused");
    page.click("#start");
    page.awaitState("Done");
    shoot(look + "-3-done");
    page.set("kind", "UNSTABLE");
    page.set("weightStdDev", "1");
    page.click("#start");
    page.awaitState("Diverged");
    shoot(look + "-4-diverged");
    page.click("#experiments article:nth-child(11) button");
    chromium.await("document.querySelector('#comparison').textContent.includes('Largest')");
    shoot(look + "-5-compared");
    page.click("#runs tr:nth-child(1) td:last-child button");
    shoot(look + "-6-kept");
  }

  private void shoot(String name) throws IOException, InterruptedException {
    Thread.sleep(300);
    chromium.evaluate("scrollTo(0, 0)");
    Files.write(folder.resolve(name + ".png"), chromium.screenshot(false));
    Files.write(folder.resolve(name + "-whole.png"), chromium.screenshot(true));
  }
}
