package io.github.softmaxregression.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Computes the digest by which files are known here. */
public final class Sha256 {
  private Sha256() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Computes the digest of some content, in lower-case hexadecimal. */
  public static String of(byte[] content) {
    return HexFormat.of().formatHex(begin().digest(content));
  }

  /**
   * Computes the digests of a set's files, by file name, when they are first asked for, since most
   * commands never ask; the files' content is let go of then.
   */
  static final class OfFiles {
    static final OfFiles NONE = new OfFiles(Map.of());
    private Map<String, Supplier<String>> files;
    private SortedMap<String, String> byName;

    OfFiles(Map<String, Supplier<String>> files) {
      this.files = files;
    }

    static OfFiles known(String name, String digest) {
      OfFiles digests = new OfFiles(Map.of());
      digests.byName = new TreeMap<>(Map.of(name, digest));
      return digests;
    }

    /** Returns lower-case hexadecimal digests by file name, as a new map. */
    synchronized SortedMap<String, String> byName() {
      if (byName == null) {
        byName = new TreeMap<>();
        files.forEach((name, file) -> byName.put(name, file.get()));
        files = null;
      }
      return new TreeMap<>(byName);
    }
  }
}
