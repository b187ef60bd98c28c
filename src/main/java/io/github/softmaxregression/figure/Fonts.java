package io.github.softmaxregression.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one font of all figures, DejaVu Sans, which comes with the program.
 *
 * <p>On Linux Java asks fontconfig for fonts before it draws any text, and fails where there are
 * none, even if the text is drawn in a font of the program's own. A configuration file that names
 * this font keeps it from asking.
 */
final class Fonts {
  private static final String CONFIGURATION = "sun.awt.fontconfig";
  private static final String[] FAMILIES = {
    "serif", "sansserif", "monospaced", "dialog", "dialoginput"
  };
  private static final String[] STYLES = {"plain", "bold", "italic", "bolditalic"};

  private static final Font DEJAVU_SANS = load();

  private Fonts() {}

  static Font sized(float size) {
    return DEJAVU_SANS.deriveFont(size);
  }

  private static Font load() {
    System.setProperty("java.awt.headless", "true");
    try (InputStream in = Fonts.class.getResourceAsStream("/fonts/DejaVuSans.ttf")) {
      Path folder = Files.createTempDirectory("softmax-regression-font");
      Path file = folder.resolve("DejaVuSans.ttf");
      Path configuration = folder.resolve("fontconfig.properties");
      try {
        Files.copy(in, file);
        if (System.getProperty(CONFIGURATION) == null
            && System.getProperty("os.name").equals("Linux")) {
          Files.writeString(configuration, configuration(file));
          System.setProperty(CONFIGURATION, configuration.toString());
        }
        return Font.createFont(Font.TRUETYPE_FONT, file.toFile());
      } finally {
        // Java deletes in the opposite order, the folder last.
        folder.toFile().deleteOnExit();
        configuration.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the bundled font is damaged", e);
    }
  }

  private static String configuration(Path font) {
    StringBuilder text = new StringBuilder("version=1\n");
    for (String family : FAMILIES) {
      for (String style : STYLES) {
        text.append(family).append('.').append(style).append(".default=DejaVu Sans\n");
      }
    }
    return text.append("sequence.allfonts=default\nfilename.DejaVu_Sans=").append(font) + "\n";
  }
}
