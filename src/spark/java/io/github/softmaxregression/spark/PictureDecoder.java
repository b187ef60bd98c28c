package io.github.softmaxregression.spark;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.picture.Invert;
import io.github.softmaxregression.picture.PictureReader;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * Decodes a picture file's bytes to a row with an image, or with an error.
 *
 * @param mostPixels that are decoded
 * @param invert when bright and dark are exchanged
 * @param height rows of an image
 * @param width columns of an image
 */
record PictureDecoder(long mostPixels, Invert invert, int height, int width)
    implements Serializable {
  /** Limits the bytes of a file that is read. */
  static final long MOST_BYTES = 64 << 20;

  Row decode(String id, Integer label, byte[] content) {
    try {
      byte[] pixels =
          new PictureReader(mostPixels).read(content, id, invert, height, width).pixels();
      return ImageTable.image(id, label, pixels);
    } catch (InvalidFileException e) {
      return ImageTable.unreadable(id, label, e.getMessage());
    }
  }
}
