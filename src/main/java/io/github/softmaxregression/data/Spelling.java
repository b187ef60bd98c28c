package io.github.softmaxregression.data;

import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * Finds names that the locale's characters do not have: under {@code LC_ALL=C} all beyond ASCII.
 * Java shows them with signs in place of letters, and cannot find such a file again.
 */
public final class Spelling {
  /** Stands for what the locale cannot spell. */
  public static final String UNKNOWN = "\uFFFD";

  private Spelling() {}

  /** Tells whether a path that the system gave can be written and found again. */
  public static boolean isKnown(Path path) {
    return !path.toString().contains(UNKNOWN);
  }

  /** Says what is wrong with a path, and what can be done about it. */
  public static InvalidFileException problem(Object path) {
    String shown = path.toString().replace(UNKNOWN, "?");
    String characters = System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
    if (characters.startsWith("UTF")) { // then the system forbids it, as Windows does a colon
      String next = "name a file or a folder";
      return new InvalidFileException(shown, "no possible path", "one of this system", next);
    }
    return new InvalidFileException(
        shown,
        "a name that the locale cannot spell",
        "characters of " + characters,
        "set the environment variable LC_ALL to C.UTF-8");
  }

  /** Refuses a path that has such a name in it, as the folder in which a program works may. */
  public static void requireKnown(String path) throws InvalidFileException {
    if (path.contains(UNKNOWN)) {
      throw problem(path);
    }
  }
}
