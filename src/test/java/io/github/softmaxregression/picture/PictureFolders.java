package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.ImageSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes images as people keep pictures: in folders that bear the names of their classes. */
final class PictureFolders {
  private PictureFolders() {}

  /** Each as {@code CLASS/index.png}. */
  static void export(ImageSet images, Path folder) throws IOException {
    for (int i = 0; i < images.size(); i++) {
      BufferedImage picture =
          new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_BYTE_GRAY);
      picture.getRaster().setDataElements(0, 0, images.width(), images.height(), images.image(i));
      Path ofClass = folder.resolve(images.classNames().get(images.label(i)));
      Files.createDirectories(ofClass);
      ImageIO.write(picture, "png", ofClass.resolve("%05d.png".formatted(i)).toFile());
    }
  }
}
