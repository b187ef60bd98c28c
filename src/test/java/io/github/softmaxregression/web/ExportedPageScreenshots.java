package io.github.softmaxregression.web;

import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.web.ExportedPage.Given;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Draws an exported page as a screen and a phone, a light and a dark room show it.
 *
 * <p>Arguments: a model, a folder for the PNGs, two pictures or more.
 */
final class ExportedPageScreenshots {
  private final Path folder;
  private final Given[] pictures;
  private final ExportedPage page;

  private ExportedPageScreenshots(Path folder, Given[] pictures, ExportedPage page) {
    this.folder = folder;
    this.pictures = pictures;
    this.page = page;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Given[] pictures = new Given[args.length - 2];
    for (int i = 0; i < pictures.length; i++) {
      Path file = Path.of(args[i + 2]);
      pictures[i] = new Given(file.getFileName().toString(), Files.readAllBytes(file));
    }
    try (ExportedPage page = new ExportedPage(ModelSource.of(args[0]), folder)) {
      var screenshots = new ExportedPageScreenshots(folder, pictures, page);
      for (boolean dark : new boolean[] {false, true}) {
        screenshots.take(1280, 900, dark);
        screenshots.take(390, 844, dark);
      }
      page.chromium.errors().forEach(System.out::println);
    }
  }

  private void take(int width, int height, boolean dark) throws IOException, InterruptedException {
    String look = (width > 600 ? "wide" : "phone") + (dark ? "-dark-" : "-light-");
    page.open();
    page.chromium.look(width, height, dark);
    draw(look + "empty");
    page.drop(pictures[0]);
    page.chromium.await("document.querySelector('#found .outline')");
    draw(look + "photograph");
    page.drop(pictures);
    page.chromium.await(
        "document.querySelectorAll('#several-pictures > *').length === " + pictures.length);
    draw(look + "several");
    page.drop(new Given("letter.txt", "hello".getBytes(StandardCharsets.UTF_8)));
    page.chromium.await("!document.querySelector('#message').hidden");
    draw(look + "error");
    page.stroke();
    page.chromium.await("document.querySelector('#words strong')");
    draw(look + "drawn");
  }

  private void draw(String name) throws IOException, InterruptedException {
    Thread.sleep(600); // bars grow
    Files.write(folder.resolve(name + ".png"), page.chromium.screenshot(false));
    Files.write(folder.resolve(name + "-whole.png"), page.chromium.screenshot(true));
  }
}
