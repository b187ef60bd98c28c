package io.github.softmaxregression.photograph;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/** Paints what lies or hangs behind a thing. */
final class Ground {
  private Ground() {}

  /**
   * Gives a grey value a hue and keeps its luminance: three factors, for red, green and blue.
   *
   * @param strength from 0, grey, to 1
   */
  static double[] tint(double strength, RandomGenerator random) {
    int rgb = Color.HSBtoRGB((float) random.nextDouble(), (float) strength, 1);
    double red = rgb >> 16 & 0xff;
    double green = rgb >> 8 & 0xff;
    double blue = rgb & 0xff;
    double luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
    return new double[] {red / luminance, green / luminance, blue / luminance};
  }

  /** Draws on a picture. */
  static Graphics2D smooth(BufferedImage picture) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }

  /** Makes a ground of one colour. */
  static BufferedImage plain(int width, int height, double level, double[] tint) {
    BufferedImage ground = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int rgb = rgb(level, tint);
    for (int i = 0; i < width * height; i++) {
      ground.setRGB(i % width, i / width, rgb);
    }
    return ground;
  }

  static int rgb(double level, double[] tint) {
    int rgb = 0;
    for (double channel : tint) {
      rgb = rgb << 8 | (int) Math.round(Math.min(255, Math.max(0, level * channel)));
    }
    return rgb;
  }

  /** Makes woven threads, or a plank with its grain. */
  static BufferedImage textured(int width, int height, double level, RandomGenerator random) {
    boolean wood = random.nextBoolean();
    double[] tint = wood ? new double[] {1.15, 0.97, 0.75} : tint(0.25, random);
    double thread = 4 + 6 * random.nextDouble(); // pixels
    double strength = 0.06 + 0.1 * random.nextDouble();
    double turn = Math.PI * random.nextDouble();
    double phase = 2 * Math.PI * random.nextDouble();
    double wave = 120 + 120 * random.nextDouble();
    BufferedImage ground = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double along = x * Math.cos(turn) + y * Math.sin(turn);
        double across = y * Math.cos(turn) - x * Math.sin(turn);
        double value;
        if (wood) {
          double bent = across + 9 * Math.sin(along / wave + phase) + 4 * Math.sin(along / 37);
          double grain = Math.sin(bent / thread) + 0.7 * Math.sin(bent / thread / 3.1 + phase);
          value = 1 + strength * grain;
        } else {
          double weave = Math.sin(along * Math.PI / thread) * Math.sin(across * Math.PI / thread);
          double folds = Math.sin(along / wave + phase) + Math.sin(across / wave);
          value = 1 + strength * (weave + 0.5 * folds);
        }
        ground.setRGB(x, y, rgb(level * value, tint));
      }
    }
    return ground;
  }

  /**
   * Hangs a hanger behind the thing, or holds an arm behind it.
   *
   * @param x column of the thing's middle
   * @param top row at which the thing begins
   * @param y row of the thing's middle
   * @param half columns from the thing's middle to its sides
   */
  static void hold(
      BufferedImage ground, double x, double top, double y, double half, RandomGenerator random) {
    Graphics2D graphics = smooth(ground);
    if (random.nextBoolean()) {
      graphics.setColor(random.nextBoolean() ? new Color(45, 42, 40) : new Color(150, 110, 70));
      float thick = (float) (half * (0.05 + 0.05 * random.nextDouble()));
      graphics.setStroke(new BasicStroke(thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      Path2D hanger = new Path2D.Double();
      hanger.moveTo(x, -thick);
      hanger.lineTo(x, top - 0.1 * half);
      hanger.moveTo(x - 0.8 * half, top + 0.35 * half);
      hanger.lineTo(x, top - 0.1 * half);
      hanger.lineTo(x + 0.8 * half, top + 0.35 * half);
      graphics.draw(hanger);
    } else {
      double pale = 0.55 + 0.45 * random.nextDouble();
      graphics.setColor(new Color((int) (225 * pale), (int) (175 * pale), (int) (145 * pale)));
      float thick = (float) (half * (0.3 + 0.15 * random.nextDouble()));
      graphics.setStroke(new BasicStroke(thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      boolean fromLeft = random.nextBoolean();
      double edge = fromLeft ? -thick : ground.getWidth() + thick;
      double hand = x + (fromLeft ? -0.3 : 0.3) * half;
      Path2D arm = new Path2D.Double();
      arm.moveTo(edge, 1.2 * y * random.nextDouble());
      arm.lineTo(hand, y);
      graphics.draw(arm);
    }
    graphics.dispose();
  }
}
