package io.github.softmaxregression.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads the one font of all figures, DejaVu Sans, which comes with the program.
 *
 * <p>On Linux Java asks fontconfig for fonts before it draws any text, and fails where there are
 * none, even if the text is drawn in a font of the program's own. A configuration file that names
 * this font keeps it from asking.
 */
final class Fonts {
  private static final String CONFIGURATION = "sun.awt.fontconfig";
  private static final Font DEJAVU_SANS = load();

  private Fonts() {}

  static Font sized(float size) {
    return DEJAVU_SANS.deriveFont(size);
  }

  private static Font load() {
    System.setProperty("java.awt.headless", "true");
    try (InputStream font = Fonts.class.getResourceAsStream("/fonts/DejaVuSans.ttf");
        InputStream template = Fonts.class.getResourceAsStream("fontconfig.properties")) {
      Path folder = Files.createTempDirectory("softmax-regression-font");
      Path file = folder.resolve("DejaVuSans.ttf");
      Path configuration = folder.resolve("fontconfig.properties");
      // Java deletes in the opposite order, the folder last.
      folder.toFile().deleteOnExit();
      configuration.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      Files.copy(font, file);
      if (System.getProperty(CONFIGURATION) == null
          && System.getProperty("os.name").equals("Linux")) {
        String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(configuration, text.replace("FILE", file.toString()));
        System.setProperty(CONFIGURATION, configuration.toString());
      }
      return Font.createFont(Font.TRUETYPE_FONT, file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the bundled font is damaged", e);
    }
  }
}
