package io.github.softmaxregression.fuzz;

import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Damaged files are understood or refused, never anything else: a few of each kind on every build,
 * the same ones each time; more of them with {@code mvn -Plong verify}.
 */
class MutationTest {
  private static final int MUTATIONS = Integer.getInteger("mutations", 50);

  /** Reads bytes. */
  private interface Target {
    void read(byte[] content) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> pictures() throws IOException {
    return damaged("Picture", FuzzTargets.Picture::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> zips() throws IOException {
    return damaged("Zip", FuzzTargets.Zip::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> entries() throws IOException {
    return damaged("Entry", FuzzTargets.Entry::fuzzerTestOneInput);
  }

  private static Stream<DynamicTest> damaged(String name, Target target) throws IOException {
    return Seeds.of(name).entrySet().stream()
        .map(seed -> DynamicTest.dynamicTest(seed.getKey(), () -> damage(seed.getValue(), target)));
  }

  private static void damage(byte[] sound, Target target) throws IOException {
    target.read(sound);
    Mutation mutation = new Mutation(MUTATIONS);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = mutation.of(sound);
      try {
        target.read(damaged);
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError(
            "damage %d: %s".formatted(i, HexFormat.of().formatHex(damaged)), e);
      }
    }
  }
}
