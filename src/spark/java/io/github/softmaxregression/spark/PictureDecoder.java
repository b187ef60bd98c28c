package io.github.softmaxregression.spark;

import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.picture.Preparation;
import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * Decodes a picture file's bytes to a row with an image, or with an error.
 *
 * @param mostPixels that are decoded
 * @param preparation how pictures become images
 */
record PictureDecoder(long mostPixels, Preparation preparation) implements Serializable {
  /** Limits the bytes of a file that is read. */
  static final long MOST_BYTES = 64 << 20;

  Row decode(String id, Integer label, byte[] content) {
    try {
      byte[] pixels = new PictureReader(mostPixels).read(content, id, preparation).pixels();
      return ImageTable.image(id, label, pixels);
    } catch (IOException e) {
      return ImageTable.unreadable(id, label, e.getMessage());
    }
  }
}
