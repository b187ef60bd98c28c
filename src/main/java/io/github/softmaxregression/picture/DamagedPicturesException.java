package io.github.softmaxregression.picture;

import java.io.IOException;
import java.util.List;

/** Tells of all pictures in a folder that cannot be read. */
public final class DamagedPicturesException extends IOException {
  private static final long serialVersionUID = 1L;

  // Leaves the list out where an exception is serialized, which no part of the program does.
  private final transient List<IOException> each;

  DamagedPicturesException(Object folder, List<IOException> each, int of) {
    super(
        "%s: %d of %d pictures cannot be read; mend them%s"
            .formatted(
                folder,
                each.size(),
                of,
                each.size() == of ? "" : ", or go on without with --skip-damaged"));
    this.each = List.copyOf(each);
  }

  /** What is wrong with each, in the pictures' order. */
  public List<IOException> each() {
    return each;
  }
}
