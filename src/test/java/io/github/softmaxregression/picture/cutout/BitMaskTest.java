package io.github.softmaxregression.picture.cutout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of random masks is what going from pixel to pixel finds. */
class BitMaskTest {
  private static final int MASKS = 300; // of each size

  private int height;
  private int width;
  private boolean[] thing; // [height * width]

  @ParameterizedTest
  @CsvSource({"28,28", "1,1", "1,64", "3,63", "9,65", "20,128", "17,129", "200,5", "12,200"})
  void ofNoise(int rows, int columns) {
    Random random = new Random(rows * 1000 + columns);
    height = rows;
    width = columns;
    thing = new boolean[height * width];
    for (int n = 0; n < MASKS; n++) {
      double share = n / (MASKS - 1.0); // from an empty mask to a full one
      for (int i = 0; i < thing.length; i++) {
        thing[i] = random.nextDouble() < share;
      }
      everyAnswerIsThatOfItsDefinition();
    }
  }

  @Test
  void ofAllTestImages() throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    height = test.height();
    width = test.width();
    thing = new boolean[height * width];
    for (int n = 0; n < test.size(); n++) {
      byte[] image = test.image(n);
      for (int i = 0; i < thing.length; i++) {
        thing[i] = (image[i] & 0xff) >= 13;
      }
      everyAnswerIsThatOfItsDefinition();
    }
  }

  private void everyAnswerIsThatOfItsDefinition() {
    BitMask mask = BitMask.of(height, width, i -> thing[i]);
    countsAreRight(mask);
    runsAreRight(mask);
    boolean[] surrounded = new boolean[thing.length];
    for (int i = 0; i < thing.length; i++) {
      surrounded[i] = thing[i] && edges(i / width, i % width) == 0;
    }
    assertThat(marked(mask)).isEqualTo(thing);
    assertThat(marked(mask.inner())).isEqualTo(surrounded);
    assertThat(marked(mask.filled())).isEqualTo(withoutHoles());
  }

  private boolean[] marked(BitMask mask) {
    boolean[] marked = new boolean[thing.length];
    for (int i = 0; i < marked.length; i++) {
      marked[i] = mask.has(i / width, i % width);
    }
    return marked;
  }

  private void countsAreRight(BitMask mask) {
    int count = 0;
    int outline = 0;
    int mirrored = 0;
    int upended = 0;
    int touching = 0;
    int top = height;
    int left = width;
    int bottom = 0;
    int right = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (at(y, x)) {
          count++;
          outline += edges(y, x);
          mirrored += at(y, width - 1 - x) ? 1 : 0;
          upended += at(height - 1 - y, x) ? 1 : 0;
          top = Math.min(top, y);
          left = Math.min(left, x);
          bottom = Math.max(bottom, y + 1);
          right = Math.max(right, x + 1);
        }
      }
    }
    for (int i = 0; i < thing.length; i++) {
      if (thing[i]) {
        touching += (i / width == top ? 1 : 0) + (i / width == bottom - 1 ? 1 : 0);
        touching += (i % width == left ? 1 : 0) + (i % width == right - 1 ? 1 : 0);
      }
    }
    assertThat(mask.count()).isEqualTo(count);
    assertThat(mask.outline()).isEqualTo(outline);
    assertThat(mask.mirrored()).isEqualTo(mirrored);
    assertThat(mask.upended()).isEqualTo(upended);
    assertThat(mask.box()).isEqualTo(new BitMask.Box(top, left, bottom, right));
    if (count > 0) {
      assertThat(mask.touching(mask.box())).isEqualTo(touching);
    }
  }

  private void runsAreRight(BitMask mask) {
    for (int y = 0; y < height; y++) {
      for (int from = 0; from <= width; from++) {
        int next = from;
        while (next < width && !at(y, next)) {
          next++;
        }
        int end = from;
        while (end < width && at(y, end)) {
          end++;
        }
        assertThat(mask.next(y, from)).isEqualTo(next);
        assertThat(mask.end(y, from)).isEqualTo(end);
      }
    }
  }

  /** Edges of a pixel at which there is no thing. */
  private int edges(int y, int x) {
    return (at(y - 1, x) ? 0 : 1)
        + (at(y + 1, x) ? 0 : 1)
        + (at(y, x - 1) ? 0 : 1)
        + (at(y, x + 1) ? 0 : 1);
  }

  private boolean at(int y, int x) {
    return y >= 0 && x >= 0 && y < height && x < width && thing[y * width + x];
  }

  /** Goes from ground to ground over edges, from beyond the picture on, until nothing is new. */
  private boolean[] withoutHoles() {
    boolean[] outside = new boolean[thing.length];
    boolean more = true;
    while (more) {
      more = false;
      for (int i = 0; i < outside.length; i++) {
        int y = i / width;
        int x = i % width;
        boolean reached =
            y == 0
                || x == 0
                || y == height - 1
                || x == width - 1
                || outside[i - 1]
                || outside[i + 1]
                || outside[i - width]
                || outside[i + width];
        if (reached && !thing[i] && !outside[i]) {
          outside[i] = true;
          more = true;
        }
      }
    }
    boolean[] filled = new boolean[thing.length];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = !outside[i];
    }
    return filled;
  }
}
