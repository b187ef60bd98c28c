package io.github.softmaxregression.photograph;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Random;

/** Kinds of pictures that show no clothes. */
enum NoClothes {
  LANDSCAPE {
    @Override
    void paint(Graphics2D graphics, Random random) {
      double horizon = between(random, 0.35, 0.65);
      graphics.setPaint(new GradientPaint(0, 0, color(random, 0.55f, 0.6f), 0, 1, Color.WHITE));
      graphics.fill(new Rectangle2D.Double(0, 0, 1, 1));
      for (int i = 0; i < 4; i++) {
        Path2D hills = new Path2D.Double();
        hills.moveTo(0, 1);
        double phase = 6 * random.nextDouble();
        for (double x = 0; x <= 1.001; x += 0.02) {
          double wave = Math.sin(4 * x + phase) + 0.4 * Math.sin(11 * x + 2 * phase);
          hills.lineTo(x, horizon + 0.13 * i - 0.06 * wave);
        }
        hills.lineTo(1, 1);
        graphics.setPaint(color(random, 0.3f, 0.8f - 0.15f * i));
        graphics.fill(hills);
      }
    }
  },
  FACE {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, color(random, random.nextFloat(), 0.8f));
      double pale = between(random, 0.5, 1);
      Color skin = new Color((int) (230 * pale), (int) (180 * pale), (int) (150 * pale));
      graphics.setPaint(color(random, 0.08f, 0.3f)); // hair
      graphics.fill(disc(0.5, 0.42, 0.29, 0.33));
      graphics.setPaint(skin);
      graphics.fill(disc(0.5, 0.48, 0.23, 0.3));
      graphics.fill(new Rectangle2D.Double(0.42, 0.7, 0.16, 0.2));
      graphics.fill(disc(0.5, 1, 0.42, 0.17));
      graphics.setPaint(Color.DARK_GRAY);
      graphics.fill(disc(0.41, 0.43, 0.035, 0.025));
      graphics.fill(disc(0.59, 0.43, 0.035, 0.025));
      graphics.setPaint(new Color(150, 60, 60));
      graphics.fill(disc(0.5, 0.63, 0.08, between(random, 0.01, 0.04)));
    }
  },
  WRITING {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, Color.getHSBColor(0.12f, 0.08f * random.nextFloat(), 0.95f));
      graphics.setPaint(Color.getHSBColor(0.6f, 0.6f, 0.3f));
      double line = between(random, 0.05, 0.12);
      graphics.setStroke(new BasicStroke((float) line / 10));
      for (double y = 2 * line; y < 0.95; y += 1.6 * line) {
        for (double x = 0.08; x < between(random, 0.6, 0.95); x += 0.5 * line) {
          if (random.nextInt(6) > 0) { // else a blank between words
            Path2D letter = new Path2D.Double();
            letter.moveTo(x, y - line * random.nextDouble());
            letter.quadTo(x + 0.4 * line * random.nextDouble(), y, x, y - line / 2);
            letter.lineTo(x + 0.4 * line, y - 0.6 * line * random.nextDouble());
            graphics.draw(letter);
          }
        }
      }
    }
  },
  BARS {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, Color.WHITE);
      int bars = 4 + random.nextInt(6);
      for (int i = 0; i < bars; i++) {
        double height = between(random, 0.1, 0.75);
        graphics.setPaint(color(random, 0.6f, 0.7f));
        graphics.fill(
            new Rectangle2D.Double(0.1 + 0.8 * i / bars, 0.9 - height, 0.6 / bars, height));
      }
      graphics.setPaint(Color.BLACK);
      graphics.fill(new Rectangle2D.Double(0.08, 0.9, 0.86, 0.008));
      graphics.fill(new Rectangle2D.Double(0.08, 0.1, 0.008, 0.8));
    }
  },
  CIRCLES {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, color(random, random.nextFloat(), 0.9f));
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        double radius = between(random, 0.08, 0.25);
        graphics.setPaint(color(random, random.nextFloat(), 0.6f));
        graphics.fill(
            disc(between(random, 0.25, 0.75), between(random, 0.25, 0.75), radius, radius));
      }
    }
  },
  NOISE {
    @Override
    void paint(Graphics2D graphics, Random random) {
      double grain = between(random, 0.005, 0.04);
      for (double y = 0; y < 1; y += grain) {
        for (double x = 0; x < 1; x += grain) {
          graphics.setPaint(new Color(random.nextInt(1 << 24)));
          graphics.fill(new Rectangle2D.Double(x, y, grain, grain));
        }
      }
    }
  },
  CHECKERBOARD {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, Color.getHSBColor(0.1f, 0.2f, 0.95f));
      graphics.setPaint(color(random, random.nextFloat(), 0.3f));
      int fields = 4 + random.nextInt(8);
      for (int i = 0; i < fields * fields; i++) {
        if ((i / fields + i % fields) % 2 == 0) {
          double side = 1.0 / fields;
          graphics.fill(new Rectangle2D.Double(i % fields * side, i / fields * side, side, side));
        }
      }
    }
  },
  TREE {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, color(random, 0.55f, 0.9f));
      graphics.setPaint(color(random, 0.3f, 0.6f));
      graphics.fill(new Rectangle2D.Double(0, 0.82, 1, 0.18));
      graphics.setPaint(new Color(95, 65, 40));
      graphics.fill(new Rectangle2D.Double(0.46, 0.45, 0.08, 0.42));
      for (int i = 0; i < 14; i++) {
        graphics.setPaint(color(random, 0.33f, 0.45f));
        double radius = between(random, 0.07, 0.14);
        graphics.fill(disc(between(random, 0.3, 0.7), between(random, 0.18, 0.5), radius, radius));
      }
    }
  },
  HOUSE {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, color(random, 0.55f, 0.9f));
      double eaves = between(random, 0.4, 0.55);
      graphics.setPaint(color(random, random.nextFloat(), 0.75f));
      graphics.fill(new Rectangle2D.Double(0.2, eaves, 0.6, 0.9 - eaves));
      Path2D roof = new Path2D.Double();
      roof.moveTo(0.14, eaves);
      roof.lineTo(0.5, eaves - between(random, 0.15, 0.3));
      roof.lineTo(0.86, eaves);
      graphics.setPaint(new Color(140, 60, 45));
      graphics.fill(roof);
      graphics.setPaint(new Color(60, 70, 90));
      for (double x : new double[] {0.26, 0.64}) {
        graphics.fill(new Rectangle2D.Double(x, eaves + 0.08, 0.1, 0.12));
      }
      graphics.fill(new Rectangle2D.Double(0.45, 0.7, 0.1, 0.2));
    }
  },
  CUP {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, color(random, 0.08f, 0.7f));
      Color china = color(random, random.nextFloat(), 0.95f);
      graphics.setPaint(china);
      double wide = between(random, 0.18, 0.26);
      graphics.setStroke(new BasicStroke(0.04f));
      graphics.draw(disc(0.5 + wide, 0.55, 0.1, 0.12));
      graphics.fill(new Rectangle2D.Double(0.5 - wide, 0.35, 2 * wide, 0.4));
      graphics.fill(disc(0.5, 0.75, wide, 0.06));
      graphics.setPaint(china.darker());
      graphics.fill(disc(0.5, 0.35, wide, 0.06));
    }
  },
  STAR {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, color(random, 0.65f, 0.25f));
      int points = 5 + random.nextInt(4);
      Polygon star = new Polygon();
      for (int i = 0; i < 2 * points; i++) {
        double radius = i % 2 == 0 ? 400 : 180;
        double angle = Math.PI * i / points;
        star.addPoint(
            (int) (500 + radius * Math.sin(angle)), (int) (500 - radius * Math.cos(angle)));
      }
      graphics.scale(0.001, 0.001);
      graphics.setPaint(color(random, 0.15f, 0.95f));
      graphics.fill(star);
    }
  },
  BLANK {
    @Override
    void paint(Graphics2D graphics, Random random) {
      fill(graphics, color(random, random.nextFloat(), random.nextFloat()));
    }
  };

  /** Paints on a square from (0, 0) to (1, 1). */
  abstract void paint(Graphics2D graphics, Random random);

  /** Renders a picture with a camera's light and noise, the longer side 300 to 700 pixels. */
  BufferedImage render(Random random) {
    int side = 300 + random.nextInt(401);
    int other = (int) (side * between(random, 0.7, 1));
    BufferedImage picture = new BufferedImage(side, other, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Ground.smooth(picture);
    graphics.scale(side, other);
    paint(graphics, random);
    graphics.dispose();
    return Camera.expose(picture, this == BLANK ? 0 : 0.1, 3, random);
  }

  /** The name of its folder. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double between(Random random, double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  private static Color color(Random random, float hue, float brightness) {
    return Color.getHSBColor(
        hue + 0.1f * random.nextFloat(), 0.3f + 0.4f * random.nextFloat(), brightness);
  }

  private static void fill(Graphics2D graphics, Color color) {
    graphics.setPaint(color);
    graphics.fill(new Rectangle2D.Double(0, 0, 1, 1));
  }

  private static Ellipse2D disc(double x, double y, double right, double down) {
    return new Ellipse2D.Double(x - right, y - down, 2 * right, 2 * down);
  }
}
