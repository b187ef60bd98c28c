package io.github.softmaxregression.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest by which files are known here. */
public final class Sha256 {
  private Sha256() {}

  /** For content that comes in parts. */
  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Of some content, in lower-case hexadecimal. */
  public static String of(byte[] content) {
    return HexFormat.of().formatHex(begin().digest(content));
  }
}
