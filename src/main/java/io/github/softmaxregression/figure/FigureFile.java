package io.github.softmaxregression.figure;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.picture.DrawnHere;
import io.github.softmaxregression.store.AtomicFile;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes figures: SVG where the file's name ends in .svg, PNG where it ends in .png. */
public final class FigureFile {
  private static final int PNG_SCALE = 2; // sharp on fine screens too

  private static final Map<RenderingHints.Key, Object> HINTS =
      Map.of(
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);

  /** Finds images at the begin of a group that is drawn with interpolation. */
  private static final String SMOOTH = "(image-rendering:optimizeQuality;[^>]*>\\s*<image )";

  private FigureFile() {}

  /** Throws an IllegalArgumentException if the name ends in neither .svg nor .png. */
  public static void requireFormat(Path file) {
    if (!endsWith(file, ".svg") && !endsWith(file, ".png")) {
      throw new IllegalArgumentException(file + ": expected a name ending in .svg or .png");
    }
  }

  /** Throws an IOException unless the folder is there and can be written. */
  public static void requireFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InvalidFileException(
          file, "no folder " + folder, "a folder that exists", "make it first");
    }
    AtomicFile.requireWritable(file);
  }

  /** Writes a figure, whole or not at all, in the format that its name ends in. */
  public static void write(Figure figure, Path file) throws IOException {
    requireFormat(file);
    requireFolder(file);
    byte[] content = content(figure, file);
    AtomicFile.write(file, out -> out.write(content));
  }

  /** Makes the content of a file of this name. */
  public static byte[] content(Figure figure, Path file) throws IOException {
    return endsWith(file, ".svg")
        ? svg(figure).getBytes(StandardCharsets.UTF_8)
        : DrawnHere.marked(png(figure));
  }

  private static boolean endsWith(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** Makes the bytes of a PNG file, twice as fine as the figure's size says. */
  public static byte[] png(Figure figure) throws IOException {
    Fonts.sized(1); // before anything else touches AWT
    int width = figure.width() * PNG_SCALE;
    int height = figure.height() * PNG_SCALE;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PNG_SCALE, PNG_SCALE);
    paint(graphics, figure);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** Makes the text of an SVG file. */
  public static String svg(Figure figure) throws IOException {
    Fonts.sized(1);
    ImageIO.setUseCache(false); // nothing touches the disk
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(newDocument());
    context.setImageHandler(new PngEncoder());
    context.setComment("Drawn by softmax-regression.");
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(figure.width(), figure.height()));
    paint(graphics, figure);
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + figure.width() + " " + figure.height());
    StringWriter text = new StringWriter();
    graphics.stream(root, text, true, false);
    // Pixels of images stay squares at any size, but not those of photographs made smaller; letters
    // fall back to the viewer's own.
    return text.toString()
        .replace("<image ", "<image image-rendering=\"pixelated\" ")
        .replaceAll(SMOOTH + "image-rendering=\"pixelated\" ", "$1")
        .replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif");
  }

  private static void paint(Graphics2D graphics, Figure figure) {
    graphics.addRenderingHints(HINTS);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, figure.width(), figure.height());
    graphics.setColor(Color.BLACK);
    figure.painter().accept(graphics);
  }

  private static Document newDocument() {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform has an XML parser", e);
    }
  }

  /** Puts images into the SVG as PNG, by the JDK's encoder. */
  private static final class PngEncoder extends ImageHandlerBase64Encoder {
    @Override
    public void encodeImage(RenderedImage image, OutputStream out) throws SVGGraphics2DIOException {
      try {
        ImageIO.write(image, "png", out);
      } catch (IOException e) {
        throw new SVGGraphics2DIOException(e.getMessage(), e);
      }
    }
  }
}
