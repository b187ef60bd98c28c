package io.github.softmaxregression.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;

/** Computes the digest by which images are known that were not read from IDX files. */
public final class ImageDigest {
  private ImageDigest() {}

  /**
   * Returns the same images with the digest of their sizes, classes, labels and pixels.
   *
   * @param name what the digest is called
   */
  public static ImageSet added(String name, ImageSet images) {
    MessageDigest sha256 = Sha256.begin();
    String shape = "%d x %d %s".formatted(images.height(), images.width(), images.classNames());
    sha256.update(shape.getBytes(UTF_8));
    for (int i = 0; i < images.size(); i++) {
      sha256.update((byte) images.label(i));
    }
    for (int i = 0; i < images.size(); i++) {
      sha256.update(images.image(i));
    }
    String digest = HexFormat.of().formatHex(sha256.digest());
    return images.withDigests(Sha256.OfFiles.known(name, digest));
  }
}
