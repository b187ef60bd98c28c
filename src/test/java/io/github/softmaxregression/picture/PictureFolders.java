package io.github.softmaxregression.picture;

import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes images as people keep pictures: in folders that bear the names of their classes. */
final class PictureFolders {
  private PictureFolders() {}

  /** Each as {@code CLASS/index.png}. */
  static void export(ImageSet images, Path folder) throws IOException {
    for (int i = 0; i < images.size(); i++) {
      Path ofClass = folder.resolve(images.classNames().get(images.label(i)));
      Files.createDirectories(ofClass);
      Files.write(ofClass.resolve("%05d.png".formatted(i)), Pictures.png(images, i));
    }
  }

  /** Takes images of a size from a folder, where it has parts or of which a share is kept. */
  static PictureFolder source(Path folder, int side, double testFraction) {
    Preparation how = Preparation.usual(side, side, 0);
    var share = new PictureFolder.Share(testFraction, 42);
    return new PictureFolder(folder, how, share, false, notice -> {});
  }
}
