package io.github.softmaxregression.data;

import java.util.Arrays;
import java.util.List;

/** The ten classes of Fashion-MNIST in label order: the ordinal is the label. */
public enum FashionClass {
  T_SHIRT("t-shirt"),
  TROUSER("trouser"),
  PULLOVER("pullover"),
  DRESS("dress"),
  COAT("coat"),
  SANDAL("sandal"),
  SHIRT("shirt"),
  SNEAKER("sneaker"),
  BAG("bag"),
  ANKLE_BOOT("ankle boot");

  private static final List<String> NAMES =
      Arrays.stream(values()).map(FashionClass::displayName).toList();

  private final String displayName;

  FashionClass(String displayName) {
    this.displayName = displayName;
  }

  /** The name as people write it, for example {@code ankle boot}. */
  public String displayName() {
    return displayName;
  }

  /** All names in label order. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The class of a label.
   *
   * @throws IllegalArgumentException if the label is not in 0 to 9
   */
  public static FashionClass ofLabel(int label) {
    if (label < 0 || label >= NAMES.size()) {
      throw new IllegalArgumentException(
          "label " + label + ": Fashion-MNIST has the labels 0 to " + (NAMES.size() - 1));
    }
    return values()[label];
  }

  /**
   * The class of a name, its label is {@link #ordinal()}.
   *
   * @throws IllegalArgumentException if no class has this name
   */
  public static FashionClass ofName(String name) {
    int label = NAMES.indexOf(name);
    if (label < 0) {
      throw new IllegalArgumentException("class '" + name + "': expected one of " + NAMES);
    }
    return values()[label];
  }
}
