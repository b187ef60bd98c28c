package io.github.softmaxregression;

import io.github.softmaxregression.data.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Damaged files, and files made to do harm, each with the error that it must give. */
final class HostileFiles {
  private final Path folder;
  private final List<Case> cases = new ArrayList<>();

  /**
   * One of them.
   *
   * @param message what the one line on standard error contains
   * @param line the command line, without the paths that follow
   */
  record Case(String name, String message, String line, Object... more) {}

  private HostileFiles(Path folder) {
    this.folder = folder;
  }

  static List<Case> in(Path folder) throws IOException {
    HostileFiles files = new HostileFiles(folder);
    HostilePictures.addTo(files);
    HostileZips.addTo(files);
    files.folders();
    return files.cases;
  }

  /** Writes a file that a command line is to refuse. */
  void add(String name, byte[] content, String message, String line) throws IOException {
    cases.add(new Case(name, message, line, Files.write(folder.resolve(name), content)));
  }

  Path folder() {
    return folder;
  }

  private void data(String name, Path data, String message) {
    Path out = folder.resolve("out").resolve("m.zip");
    cases.add(new Case(name, message, "train --data", data, "--out", out));
  }

  private void folders() throws IOException {
    cases.add(new Case("no file", "no such file", "predict", folder.resolve("none")));
    Path empty = Files.createDirectories(folder.resolve("empty folder"));
    data("empty folder", empty, "found no train-");
    Path short0 = folder.resolve("short labels");
    IdxFiles.writeSmallDataSet(short0);
    Files.write(short0.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(3));
    data("short labels", short0, "found 3 labels, expected 20");
    Path sizes = folder.resolve("two sizes");
    IdxFiles.writeSmallDataSet(sizes);
    Files.write(
        sizes.resolve("t10k-images-idx3-ubyte"),
        IdxFiles.idx(new int[] {10, 14, 14}, new byte[1960]));
    data("two sizes", sizes, "found test images of 14 x 14 pixels, expected 28 x 28");
    Path one = twoPictures("one class");
    Files.move(one.resolve("coat"), folder.resolve("another class"));
    data("one class", one, "found 1 folders of pictures, expected 2 to 256");
    data("few pictures", twoPictures("few pictures"), "found too few pictures");
  }

  private Path twoPictures(String name) throws IOException {
    Path data = folder.resolve(name);
    for (String each : new String[] {"bag", "coat"}) {
      Files.createDirectories(data.resolve(each));
      Files.write(data.resolve(each).resolve("a.png"), HostilePictures.encoded("png", 28));
    }
    return data;
  }
}
