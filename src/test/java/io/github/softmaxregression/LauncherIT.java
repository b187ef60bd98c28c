package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the jar. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherIT {
  private static final Path SCRIPT = Path.of("src/main/scripts/softmax").toAbsolutePath();
  private static final Path JAR = Path.of(System.getProperty("softmaxregression.jar"));

  @TempDir private Path folder;

  private Path installed;
  private Path cache;

  @BeforeEach
  void install() throws IOException {
    Path place = Files.createDirectory(folder.resolve("a folder"));
    installed = Files.copy(SCRIPT, place.resolve("softmax"));
    Files.createSymbolicLink(place.resolve("softmax-regression.jar"), JAR.toAbsolutePath());
    cache = folder.resolve("cache");
  }

  /** Removes the link, which the deletion of the folder would warn about. */
  @AfterEach
  void removeLink() throws IOException {
    Files.delete(installed.resolveSibling("softmax-regression.jar"));
  }

  private record Result(int exitCode, String out, String err) {}

  private Result run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> line = new ArrayList<>(List.of("sh", script.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SOFTMAX_CACHE", cache.toString());
    builder.environment().putAll(environment);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int exitCode = Await.exit(process, 120);
    return new Result(
        exitCode,
        Files.readString(out),
        Stream.of(Files.readString(err).split("\\R"))
            .filter(each -> !each.startsWith("Picked up "))
            .reduce("", String::concat));
  }

  /** The first run keeps its classes, the second takes them; both print the same and no more. */
  @Test
  void theSecondRunStartsFromWhatTheFirstHasKept() throws Exception {
    Result first = run(installed, Map.of(), "predict", "--test-index", "0");
    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).hasLineCount(3).contains("ankle boot");
    Await.until("kept classes", this::isKept);
    Result second = run(installed, Map.of(), "predict", "--test-index", "0");
    assertThat(second).isEqualTo(first);
    Files.write(kept(), "damaged".getBytes(StandardCharsets.UTF_8));
    Result damaged = run(installed, Map.of(), "predict", "--test-index", "0");
    assertThat(damaged.out()).as("plainly, where nothing fits").isEqualTo(first.out());
  }

  /**
   * A first run is Java itself: it hears signals, and what it has recorded is kept all the same.
   */
  @Test
  void aFirstRunThatIsAskedToEndDoesSo() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", installed.toString(), "serve", "--port", "0")
            .directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SOFTMAX_CACHE", cache.toString());
    Path out = folder.resolve("out");
    Process server = builder.redirectOutput(out.toFile()).start();
    Await.until("an address", () -> Files.readString(out).contains("is served at"));
    server.destroy();
    assertThat(Await.exit(server, 120)).isEqualTo(143);
    Await.until("kept classes", this::isKept);
  }

  /** A new build lies where another one lay; what was kept for other places stays. */
  @Test
  void whatFitsNoLongerIsRemoved() throws Exception {
    run(installed, Map.of(), "predict", "--test-index", "0");
    Await.until("kept classes", this::isKept);
    Path fits = kept();
    String name = fits.getFileName().toString();
    String end = name.substring(name.lastIndexOf('-') + 1);
    Path old = Files.createFile(fits.resolveSibling(name.replace(end, "1" + end)));
    Path otherPlace = Files.createFile(fits.resolveSibling(name.replace("predict-", "predict-1")));
    Path otherCommand = Files.createFile(fits.resolveSibling(name.replace("predict", "train")));
    run(installed, Map.of(), "predict", "--test-index", "0");
    assertThat(old).doesNotExist();
    assertThat(otherPlace).exists();
    assertThat(otherCommand).exists();
  }

  private boolean isKept() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.anyMatch(each -> each.toString().matches(".*\\.(jsa|aot)"));
    }
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      Path found =
          files.filter(each -> each.toString().matches(".*\\.(jsa|aot)")).findFirst().get();
      Files.delete(found); // it is read-only
      return found;
    }
  }

  @Test
  void exitCodesAndHintsAreThePrograms() throws Exception {
    Result wrong = run(installed, Map.of("SOFTMAX_CACHE", "none"), "trian");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("did you mean train?; see '", "softmax", " --help'");
    assertThat(cache).doesNotExist();
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    Path alone =
        Files.copy(SCRIPT, Files.createDirectory(folder.resolve("alone")).resolve("softmax"));
    Result jar = run(alone, Map.of(), "train");
    assertThat(jar.exitCode()).isEqualTo(1);
    assertThat(jar.err()).contains("softmax-regression.jar: found no such file");
    Result java = run(installed, Map.of("JAVA_HOME", folder.toString()), "train");
    assertThat(java.exitCode()).isEqualTo(1);
    assertThat(java.err()).contains("expected Java 17 or newer");
  }

  /** A link to it, as in a folder of the path, finds the jar. */
  @Test
  void linksAreFollowed() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), installed);
    Result version = run(link, Map.of(), "--version");
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).startsWith("softmax-regression ");
  }
}
