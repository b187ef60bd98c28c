package io.github.softmaxregression.picture;

import java.io.IOException;

/** Tells of a picture that takes more memory than there is at the moment. */
public final class NotEnoughMemoryException extends IOException {
  private static final long serialVersionUID = 1L;

  NotEnoughMemoryException(Object name, Error cause) {
    super(name + ": not enough memory for it; give Java more, as in java -Xmx2g", cause);
  }
}
