package io.github.softmaxregression;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.List;

/** Reads the QR code in what a program has printed, off the picture that a terminal makes of it. */
public final class Telephone {
  private static final int SCALE = 6; // pixels of half a character, which is as wide as high
  private static final int AROUND = 5; // empty characters
  private static final int LIGHT = 0xf0f0f0;
  private static final int DARK = 0x202020;

  private Telephone() {}

  /** Reads it where letters are light and the ground is dark. */
  public static String readOnDark(String printed) throws ReaderException {
    return read(picture(code(printed), LIGHT, DARK));
  }

  /** Reads it where letters are dark, with light and dark exchanged once more. */
  public static String readOnLight(String printed) throws ReaderException {
    return read(picture(code(printed), DARK, LIGHT).invert());
  }

  /** Finds the lines of a code among others. */
  public static List<String> code(String printed) {
    return printed.lines().filter(line -> line.matches("[█▀▄ ]+")).toList();
  }

  private static String read(LuminanceSource picture) throws ReaderException {
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(picture))).getText();
  }

  private static LuminanceSource picture(List<String> lines, int letters, int ground) {
    int width = (lines.get(0).length() + 2 * AROUND) * SCALE;
    int height = 2 * (lines.size() + 2 * AROUND) * SCALE;
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, ground);
    for (int y = AROUND * 2 * SCALE; y < height - AROUND * 2 * SCALE; y++) {
      for (int x = AROUND * SCALE; x < width - AROUND * SCALE; x++) {
        char letter = lines.get(y / SCALE / 2 - AROUND).charAt(x / SCALE - AROUND);
        boolean upper = y / SCALE % 2 == 0;
        if (letter == '█' || letter == (upper ? '▀' : '▄')) {
          pixels[y * width + x] = letters;
        }
      }
    }
    return new RGBLuminanceSource(width, height, pixels);
  }
}
