package io.github.softmaxregression.figure;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.store.AtomicFile;
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
  private static final String SVG = "http://www.w3.org/2000/svg";

  /** Pixels of a PNG for each pixel at 100 %, so that it is sharp on fine screens too. */
  private static final int PNG_SCALE = 2;

  private FigureFile() {}

  /**
   * Checks the name, before any work is done.
   *
   * @throws IllegalArgumentException if it ends in neither .svg nor .png
   */
  public static void requireFormat(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".png")) {
      throw new IllegalArgumentException(file + ": expected a name ending in .svg or .png");
    }
  }

  /**
   * Checks that the folder is there and can be written, before any work is done.
   *
   * @throws IOException if not
   */
  public static void requireFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InvalidFileException(
          file, "no folder " + folder, "a folder that exists", "make it first");
    }
    AtomicFile.requireWritable(file);
  }

  /**
   * Writes a figure, whole or not at all.
   *
   * @throws IllegalArgumentException if the name ends in neither .svg nor .png
   * @throws IOException if it cannot be written
   */
  public static void write(Figure figure, Path file) throws IOException {
    requireFormat(file);
    requireFolder(file);
    byte[] content = content(figure, file);
    AtomicFile.write(file, out -> out.write(content));
  }

  /** What a file of this name would hold. */
  public static byte[] content(Figure figure, Path file) throws IOException {
    boolean svg = file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    return svg ? svg(figure).getBytes(StandardCharsets.UTF_8) : png(figure);
  }

  /** The figure as the bytes of a PNG file, twice as fine as its size says. */
  static byte[] png(Figure figure) throws IOException {
    Fonts.sized(1); // before anything else touches AWT
    BufferedImage image =
        new BufferedImage(
            figure.width() * PNG_SCALE, figure.height() * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PNG_SCALE, PNG_SCALE);
    prepare(graphics, figure);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** The figure as the text of an SVG file. */
  static String svg(Figure figure) throws IOException {
    Fonts.sized(1);
    Document document = newDocument();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setImageHandler(new PngEncoder());
    context.setComment("Drawn by softmax-regression.");
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new java.awt.Dimension(figure.width(), figure.height()));
    prepare(graphics, figure);
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + figure.width() + " " + figure.height());
    StringWriter text = new StringWriter();
    graphics.stream(root, text, true, false);
    // Pixels of images stay squares at any size; letters fall back to the viewer's own.
    return text.toString()
        .replace("<image ", "<image image-rendering=\"pixelated\" ")
        .replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif");
  }

  private static void prepare(Graphics2D graphics, Figure figure) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.setColor(java.awt.Color.WHITE);
    graphics.fillRect(0, 0, figure.width(), figure.height());
    graphics.setColor(java.awt.Color.BLACK);
    figure.paint(graphics);
  }

  private static Document newDocument() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform has an XML parser", e);
    }
  }

  /** Puts images into the SVG as PNG, with the JDK's encoder in place of another library. */
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
