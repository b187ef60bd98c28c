package io.github.softmaxregression.figure;

import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.picture.Box;
import io.github.softmaxregression.picture.Finding;
import io.github.softmaxregression.picture.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Draws pictures as a classifier took them, one below the other: what was found in each, what the
 * network saw of it, and what it said.
 */
public final class SeenPictures {
  /**
   * Holds what is drawn of a picture.
   *
   * @param name says which it is
   * @param picture with a thumbnail
   */
  public record Row(String name, Picture picture, Prediction prediction) {}

  /** Limits the rows of a figure. */
  public static final int MOST = 50;

  private static final int GAP = 14;
  private static final int SIDE = 168; // of an image at 100 %: six times 28
  private static final int WIDEST = 224; // of a picture
  private static final int WORDS = 190;
  private static final int HEAD = 30;
  private static final int FOOT = 24;
  private static final int IMAGES = 2 * GAP + WIDEST; // x at which they begin
  private static final int TEXTS = IMAGES + SIDE + GAP;
  private static final Color GREY = new Color(0x5D5F66);
  private static final float HALO = 2.5f; // white, wider than a line by this

  private SeenPictures() {}

  /**
   * Draws a row for each picture.
   *
   * @param total of the pictures: those without a row are counted below
   * @throws IllegalArgumentException if there is no row, or more than {@link #MOST}
   */
  public static Figure of(List<Row> rows, int total) {
    if (rows.isEmpty() || rows.size() > MOST) {
      throw new IllegalArgumentException(rows.size() + " pictures: expected 1 to " + MOST);
    }
    int left = total - rows.size();
    int foot = HEAD + rows.size() * (SIDE + GAP);
    return new Figure(
        TEXTS + WORDS + GAP,
        foot + (left > 0 ? FOOT : 0),
        graphics -> {
          graphics.setColor(GREY);
          Text.leftAligned(graphics, "what was found", GAP, HEAD - 9);
          Text.leftAligned(graphics, "what the network saw", IMAGES, HEAD - 9);
          for (int i = 0; i < rows.size(); i++) {
            paint(graphics, rows.get(i), HEAD + i * (SIDE + GAP));
          }
          if (left > 0) {
            graphics.setColor(GREY);
            Text.leftAligned(graphics, left + " more left out", GAP, foot + 10);
          }
        });
  }

  private static void paint(Graphics2D graphics, Row row, int y) {
    Finding finding = row.picture().finding();
    found(graphics, finding, y);
    image(graphics, row.picture(), y);
    Prediction prediction = row.prediction();
    graphics.setColor(GREY);
    Text.leftAligned(graphics, row.name(), TEXTS, y + 12, WORDS, 12);
    graphics.setColor(Color.BLACK);
    Text.leftAligned(graphics, prediction.className(), TEXTS, y + 46, WORDS, 22);
    String probability = "%.1f %%".formatted(100 * prediction.probability());
    Text.leftAligned(graphics, probability, TEXTS, y + 68, WORDS, 14);
    graphics.setColor(GREY);
    if (prediction.doubt() != null) {
      Text.leftAligned(graphics, prediction.doubt().words(), TEXTS, y + 90, WORDS, 14);
    }
    if (finding.cutout() == null) {
      String why = finding.searched() ? "nothing stood out: " : "";
      Text.leftAligned(graphics, why + "taken whole", TEXTS, y + SIDE - 4, WORDS, 12);
    }
  }

  /** Draws a picture in the middle of its place, with outline and box. */
  private static void found(Graphics2D graphics, Finding finding, int top) {
    BufferedImage picture = finding.thumbnail();
    double scale =
        Math.min((double) WIDEST / picture.getWidth(), (double) SIDE / picture.getHeight());
    int width = Math.max(1, (int) Math.round(scale * picture.getWidth()));
    int height = Math.max(1, (int) Math.round(scale * picture.getHeight()));
    int x = GAP + (WIDEST - width) / 2;
    int y = top + (SIDE - height) / 2;
    Object usual = graphics.getRenderingHint(RenderingHints.KEY_INTERPOLATION);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        scale < 1 ? RenderingHints.VALUE_INTERPOLATION_BILINEAR : usual);
    graphics.drawImage(picture, x, y, width, height, null);
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, usual);
    if (finding.box().isPresent()) {
      Box box = finding.box().get();
      line(
          graphics,
          new Rectangle2D.Double(
              x + width * box.left(),
              y + height * box.top(),
              width * (box.right() - box.left()),
              height * (box.bottom() - box.top())),
          Palette.BLUE,
          1);
      Path2D.Double outline = new Path2D.Double();
      for (var point : finding.outline()) {
        double right = x + width * point.x();
        double down = y + height * point.y();
        if (outline.getCurrentPoint() == null) {
          outline.moveTo(right, down);
        } else {
          outline.lineTo(right, down);
        }
      }
      outline.closePath();
      line(graphics, outline, Palette.ORANGE, 1.5f);
    }
  }

  /** Draws a line that is seen on bright and dark. */
  private static void line(Graphics2D graphics, Shape shape, Color color, float width) {
    var usual = graphics.getStroke();
    for (float wider : new float[] {HALO, 0}) {
      graphics.setColor(wider > 0 ? Color.WHITE : color);
      graphics.setStroke(
          new BasicStroke(width + wider, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.draw(shape);
    }
    graphics.setStroke(usual);
  }

  private static void image(Graphics2D graphics, Picture picture, int y) {
    int longest = Math.max(picture.height(), picture.width());
    int width = Math.max(1, SIDE * picture.width() / longest);
    int height = Math.max(1, SIDE * picture.height() / longest);
    byte[] pixels = picture.pixels();
    BufferedImage image =
        Figures.picture(picture.width(), picture.height(), i -> 0x010101 * (pixels[i] & 0xff));
    graphics.drawImage(image, IMAGES, y, width, height, null);
  }
}
