package io.github.softmaxregression.cli.output;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.io.PrintWriter;

/**
 * Prints a text as a QR code, two rows of modules in a line.
 *
 * <p>Light modules are drawn and dark ones left blank, so that the usual terminal, with light
 * letters on a dark ground, shows the code as it should be. On a light ground it appears with light
 * and dark exchanged, which most telephones read too. The quiet zone is drawn, and needs nothing of
 * what stands around the code. Colours would need commands to the terminal, and the program lets
 * none through.
 */
public final class QrCode {
  private QrCode() {}

  /**
   * Prints a code with a quiet zone of four modules.
   *
   * @param text an address, in ASCII as those of pages are
   */
  public static void print(String text, PrintWriter out) {
    BitMatrix dark = encode(text);
    for (int y = 0; y < dark.getHeight(); y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < dark.getWidth(); x++) {
        boolean upper = !dark.get(x, y);
        boolean lower = y + 1 < dark.getHeight() && !dark.get(x, y + 1);
        line.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
      }
      out.println(line);
    }
  }

  private static BitMatrix encode(String text) {
    try {
      // As small as it can be: a pixel for a module. The quiet zone is the writer's own.
      return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
    } catch (WriterException e) {
      throw new IllegalArgumentException(
          "found %d characters, expected what a QR code can hold, 2953 of ASCII"
              .formatted(text.length()),
          e);
    }
  }
}
