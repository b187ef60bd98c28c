package io.github.softmaxregression.backend;

import java.io.File;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;

/** Tells why native libraries do not load: they are unpacked into a folder before. */
public final class NativeLibraries {
  /** Is the space that those of ND4J, OpenBLAS and what they need take. */
  private static final long NEEDED = 420_000_000;

  private static final String NEXT =
      "name another folder, as in java -Dorg.bytedeco.javacpp.cachedir=DIR";

  private NativeLibraries() {}

  /** Says in one line what went wrong, and what can be done about it. */
  public static String describe(LinkageError error) {
    Throwable root = Causes.root(error);
    String general =
        "a native library does not load on this machine (%s); see Platforms and GPUs in the README"
            .formatted(root);
    try {
      File cache = Loader.getCacheDir();
      long free = cache.getUsableSpace();
      // What glibc says where a volume is mounted noexec.
      if (String.valueOf(root.getMessage()).contains("failed to map segment")) {
        String found = "%s: native libraries may not be executed there (is it mounted noexec?); %s";
        return found.formatted(cache, NEXT);
      }
      String found =
          "%s: found %,d MB free, expected %,d MB for native libraries; free some, or %s";
      return root instanceof UnsatisfiedLinkError && free < NEEDED
          ? found.formatted(cache, free / 1_000_000, NEEDED / 1_000_000, NEXT)
          : general;
    } catch (IOException | LinkageError e) { // no cache either
      return general;
    }
  }
}
