package io.github.softmaxregression.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws small pictures in rows and columns, each with a title of one or more lines above it. */
final class TileGrid {
  /** Holds a picture, whose pixels become large squares, and the lines above it. */
  record Tile(List<String> title, BufferedImage picture) {}

  private static final int SIDE = 84; // of a picture at 100 %: three times 28
  private static final int GAP = 14;
  private static final int LINE = 15;

  private TileGrid() {}

  static Figure of(List<Tile> tiles, int columns) {
    if (tiles.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          tiles.size() + " pictures in " + columns + " columns: expected 1 or more of each");
    }
    int inRow = Math.min(columns, tiles.size());
    int rows = (tiles.size() + inRow - 1) / inRow;
    int titleLines = tiles.stream().mapToInt(tile -> tile.title().size()).max().orElse(0);
    int titleHeight = titleLines * LINE + 4;
    int cellHeight = titleHeight + SIDE + GAP;
    return new Figure(
        GAP + inRow * (SIDE + GAP),
        GAP + rows * cellHeight,
        graphics -> {
          for (int i = 0; i < tiles.size(); i++) {
            int x = GAP + i % inRow * (SIDE + GAP);
            int y = GAP / 2 + i / inRow * cellHeight;
            paint(graphics, tiles.get(i), x, y, titleHeight);
          }
        });
  }

  private static void paint(Graphics2D graphics, Tile tile, int x, int y, int titleHeight) {
    graphics.setColor(Color.BLACK);
    double middle = x + SIDE / 2.0;
    double base = y - 2.0;
    for (String line : tile.title()) {
      base += LINE;
      Text.centred(graphics, line, middle, base, SIDE + GAP - 4);
    }
    graphics.drawImage(tile.picture(), x, y + titleHeight, SIDE, SIDE, null);
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.drawRect(x, y + titleHeight, SIDE, SIDE);
  }
}
