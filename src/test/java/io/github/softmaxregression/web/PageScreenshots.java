package io.github.softmaxregression.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Draws the page as the README shows it, and as a phone and a dark room do.
 *
 * <p>Arguments: the address of a running server, a folder for the PNGs.
 */
final class PageScreenshots {
  private PageScreenshots() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    try (Chromium chromium = Chromium.start()) {
      for (String look : new String[] {"wide", "phone"}) {
        for (boolean dark : new boolean[] {false, true}) {
          boolean wide = look.equals("wide");
          chromium.look(wide ? 1280 : 390, wide ? 900 : 844, dark);
          chromium.open(args[0]);
          chromium.await("document.querySelectorAll('#test-images img').length");
          chromium.evaluate("document.querySelector('#test-images button').click()");
          chromium.await("document.querySelector('#words strong')");
          chromium.evaluate(
              wide ? "scrollTo(0, 0)" : "document.querySelector('#answer').scrollIntoView()");
          Thread.sleep(600); // bars grow
          String name = look + (dark ? "-dark" : "-light");
          Files.write(folder.resolve(name + ".png"), chromium.screenshot(false));
          Files.write(folder.resolve(name + "-whole.png"), chromium.screenshot(true));
        }
      }
      chromium.errors().forEach(System.out::println);
    }
  }
}
