package io.github.softmaxregression.data;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * SHA-256 of the files of a set, by file name: computed when somebody asks, since most commands do
 * not. The files' content is let go of then.
 */
final class Digests {
  private Map<String, IdxFile> files;
  private SortedMap<String, String> byName;

  private Digests(Map<String, IdxFile> files) {
    this.files = files;
  }

  /** The digests of these files, by name. */
  static Digests of(Map<String, IdxFile> files) {
    return new Digests(files);
  }

  /** Digests that were computed before. */
  static Digests known(Map<String, String> byName) {
    Digests digests = none();
    digests.byName = new TreeMap<>(byName);
    return digests;
  }

  /** Of a set that was not read from files. */
  static Digests none() {
    return new Digests(Map.of());
  }

  /** Lower-case hexadecimal digests by file name, as a new map. */
  synchronized SortedMap<String, String> byName() {
    if (byName == null) {
      byName = new TreeMap<>();
      files.forEach((name, file) -> byName.put(name, file.sha256()));
      files = null;
    }
    return new TreeMap<>(byName);
  }
}
