package io.github.softmaxregression.picture;

import io.github.softmaxregression.picture.cutout.BitMask;
import io.github.softmaxregression.picture.cutout.Mask;
import io.github.softmaxregression.picture.cutout.Outline;
import io.github.softmaxregression.picture.cutout.Outline.Point;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * Tells what was found in a picture.
 *
 * @param searched whether a thing was looked for
 * @param area the part of the picture that the cutout's mask covers, or that was taken whole; null
 *     for all of it
 * @param cutout the thing in that part; null where none was found
 * @param contrast levels, of 255, by which the thing differs from its ground; between brightest and
 *     darkest where the whole was taken
 * @param thumbnail the upright picture, the longer side 512 pixels or less; null unless asked for
 */
public record Finding(
    boolean searched, Box area, Cutout cutout, double contrast, BufferedImage thumbnail) {
  /** Tells of a picture in which nothing was looked for. */
  public static final Finding NONE = new Finding(false, null, null, 255, null);

  /** The box of what was taken, in the upright picture; empty where the whole of it was. */
  public Optional<Box> box() {
    if (cutout == null) {
      return Optional.ofNullable(area);
    }
    Mask mask = cutout.mask();
    BitMask.Box box = mask.box();
    double width = mask.width();
    double height = mask.height();
    Box part =
        new Box(box.left() / width, box.top() / height, box.right() / width, box.bottom() / height);
    return Optional.of(searchedArea().part(part));
  }

  /**
   * Draws around the largest part of what was taken: the corners of a polygon of at most 200, in
   * shares of the upright picture's width and height from 0 to 1; empty where the whole was taken.
   */
  public List<Point> outline() {
    if (cutout == null) {
      return box().map(Finding::corners).orElse(List.of());
    }
    Mask mask = cutout.mask();
    Box within = searchedArea();
    return Outline.of(mask).stream()
        .map(at -> new Point(within.x(at.x() / mask.width()), within.y(at.y() / mask.height())))
        .toList();
  }

  private Box searchedArea() {
    return area == null ? Box.WHOLE : area;
  }

  private static List<Point> corners(Box box) {
    return List.of(
        new Point(box.left(), box.top()),
        new Point(box.right(), box.top()),
        new Point(box.right(), box.bottom()),
        new Point(box.left(), box.bottom()));
  }
}
