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
}
