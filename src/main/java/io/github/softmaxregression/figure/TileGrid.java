package io.github.softmaxregression.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Small pictures in rows and columns, each with a title of one or more lines above it. */
final class TileGrid implements Figure {
  /**
   * One picture.
   *
   * @param title lines above it
   * @param picture drawn as large squares, not smoothed
   */
  record Tile(List<String> title, BufferedImage picture) {}

  private static final int SIDE = 84; // of a picture at 100 %: three times 28
  private static final int GAP = 14;
  private static final int LINE = 15;

  private final List<Tile> tiles;
  private final int columns;
  private final int titleLines;

  TileGrid(List<Tile> tiles, int columns) {
    if (tiles.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          tiles.size() + " pictures in " + columns + " columns: expected 1 or more of each");
    }
    this.tiles = List.copyOf(tiles);
    this.columns = Math.min(columns, tiles.size());
    this.titleLines = tiles.stream().mapToInt(tile -> tile.title().size()).max().orElse(0);
  }

  private int cellHeight() {
    return titleLines * LINE + 4 + SIDE + GAP;
  }

  @Override
  public int width() {
    return GAP + columns * (SIDE + GAP);
  }

  @Override
  public int height() {
    int rows = (tiles.size() + columns - 1) / columns;
    return GAP + rows * cellHeight();
  }

  @Override
  public void paint(Graphics2D graphics) {
    for (int i = 0; i < tiles.size(); i++) {
      int x = GAP + i % columns * (SIDE + GAP);
      int y = GAP / 2 + i / columns * cellHeight();
      Tile tile = tiles.get(i);
      graphics.setColor(Color.BLACK);
      for (int line = 0; line < tile.title().size(); line++) {
        Text.centred(
            graphics,
            tile.title().get(line),
            Text.SIZE,
            x + SIDE / 2.0,
            y + (line + 1) * LINE - 2.0,
            SIDE + GAP - 4);
      }
      int top = y + titleLines * LINE + 4;
      graphics.drawImage(tile.picture(), x, top, SIDE, SIDE, null);
      graphics.setColor(Color.LIGHT_GRAY);
      graphics.drawRect(x, top, SIDE, SIDE);
    }
  }
}
