package io.github.softmaxregression.data;

import java.util.List;
import java.util.Set;

/** Puts the classes of images into another order. */
public final class ClassOrder {
  private ClassOrder() {}

  /**
   * Returns the same images with labels for the names in this order.
   *
   * @throws IllegalArgumentException if the names are others
   */
  public static ImageSet of(List<String> names, ImageSet images) {
    List<String> before = images.classNames();
    if (!Set.copyOf(names).equals(Set.copyOf(before)) || names.size() != before.size()) {
      throw new IllegalArgumentException("classes " + names + " for images of " + before);
    }
    byte[] labels = new byte[images.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) names.indexOf(before.get(images.label(i)));
    }
    return images.withLabels(labels, names);
  }
}
