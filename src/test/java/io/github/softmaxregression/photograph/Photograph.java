package io.github.softmaxregression.photograph;

import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/** Renders a photograph of a thing. */
final class Photograph {
  private static final double MOST_TURN = Math.toRadians(8);
  private static final double[] ASPECTS = {3.0 / 4, 1, 4.0 / 3}; // width : height

  private Photograph() {}

  /** Renders a thing, the picture's longer side 300 to 700 pixels. */
  static BufferedImage of(Thing thing, PhotographKind kind, RandomGenerator random) {
    double turn = MOST_TURN * (2 * random.nextDouble() - 1);
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    double across = thing.width() * cos + thing.height() * Math.abs(sin);
    double down = thing.height() * cos + thing.width() * Math.abs(sin);

    double aspect =
        kind == PhotographKind.TIGHT ? across / down : ASPECTS[random.nextInt(ASPECTS.length)];
    int longest = random.nextInt(300, 701);
    int width = (int) Math.round(aspect < 1 ? longest * aspect : longest);
    int height = (int) Math.round(aspect < 1 ? longest : longest / aspect);
    double scale = kind.fill.draw(random) * Math.min(width / across, height / down);
    double middleX = width / 2.0 + off(kind, width - scale * across, random);
    double middleY = height / 2.0 + off(kind, height - scale * down, random);

    double level = kind.ground.draw(random);
    double depth = kind.depth.draw(random);
    if (kind == PhotographKind.CLOTH && random.nextBoolean()) {
      depth = -depth; // brighter than its ground
    }
    double[] color = Ground.tint(0.4, random);
    BufferedImage picture =
        kind == PhotographKind.CLOTH
            ? Ground.textured(width, height, level, random)
            : Ground.plain(width, height, level, Ground.tint(0.08, random));
    if (kind == PhotographKind.HANGER) {
      double top = middleY - scale * thing.height() / 2;
      Ground.hold(picture, middleX, top, middleY, scale * thing.width() / 2, random);
    }
    double dark = kind == PhotographKind.SHADOW ? 0.2 + 0.25 * random.nextDouble() : 0;
    double shadowX = (random.nextBoolean() ? 1 : -1) * (1 + 1.5 * random.nextDouble());
    double shadowY = 0.5 + 1.5 * random.nextDouble();

    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = ((x + 0.5 - middleX) * cos + (y + 0.5 - middleY) * sin) / scale;
        double v = ((y + 0.5 - middleY) * cos - (x + 0.5 - middleX) * sin) / scale;
        double cover = thing.cover(u, v, 0.25);
        double shade = dark == 0 ? 1 : 1 - dark * thing.cover(u - shadowX, v - shadowY, 1);
        double tone = cover == 0 ? 0 : level * (1 - depth * (0.4 + 0.6 * thing.tone(u, v)));
        picture.setRGB(x, y, mixed(picture.getRGB(x, y), shade, tone, color, cover));
      }
    }
    return Camera.expose(picture, kind.unevenness, kind.noise, random);
  }

  private static double off(PhotographKind kind, double room, RandomGenerator random) {
    return kind.offCentre * room / 2 * (2 * random.nextDouble() - 1);
  }

  private static int mixed(int ground, double shade, double tone, double[] color, double cover) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      double behind = shade * (ground >> (16 - 8 * c) & 0xff);
      double value = cover * tone * color[c] + (1 - cover) * behind;
      rgb = rgb << 8 | (int) Math.round(Math.min(255, Math.max(0, value)));
    }
    return rgb;
  }
}
