package io.github.softmaxregression.data;

import java.util.List;

/** The ten classes of Fashion-MNIST in label order: the ordinal is the label. */
public enum FashionClass {
  T_SHIRT,
  TROUSER,
  PULLOVER,
  DRESS,
  COAT,
  SANDAL,
  SHIRT,
  SNEAKER,
  BAG,
  ANKLE_BOOT;

  /** The name as people write it, for example {@code ankle boot}. */
  public String displayName() {
    return names().get(ordinal());
  }

  /** All names in label order. */
  public static List<String> names() {
    return FashionMnist.CLASS_NAMES;
  }
}
