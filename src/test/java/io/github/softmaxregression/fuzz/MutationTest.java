package io.github.softmaxregression.fuzz;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Damaged files are understood or refused, never anything else: a few of each kind on every build,
 * the same ones each time; more of them with {@code mvn -Plong verify}.
 */
class MutationTest {
  private static final int MUTATIONS = Integer.getInteger("mutations", 50);

  /** Is a finding, on however busy a machine: what is refused takes milliseconds. */
  private static final long SLOW = TimeUnit.SECONDS.toNanos(30);

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

  @TestFactory
  Stream<DynamicTest> checkpoints() throws IOException {
    return damaged("Checkpoint", FuzzTargets.Checkpoint::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> idxFiles() throws IOException {
    return damaged("Idx", FuzzTargets.Idx::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> classNames() throws IOException {
    return damaged("Names", FuzzTargets.Names::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> forms() throws IOException {
    return damaged("Form", FuzzTargets.Form::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> requests() throws IOException {
    return damaged("Protocol", FuzzTargets.Protocol::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> modelsOfOtherPrograms() throws IOException {
    return damaged("Model", FuzzTargets.Model::fuzzerTestOneInput);
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
      long start = System.nanoTime();
      try {
        target.read(damaged);
        if (System.nanoTime() - start > SLOW) {
          throw new AssertionError("it took very long");
        }
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError(
            "damage %d: %s".formatted(i, HexFormat.of().formatHex(damaged)), e);
      }
    }
  }
}
