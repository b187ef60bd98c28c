package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The application image as people get it: unpacked elsewhere, read-only, and no Java around. */
@EnabledIfSystemProperty(named = "softmaxregression.image", matches = ".+")
@EnabledOnOs({OS.LINUX, OS.MAC})
class ImageIT {
  private static final Pattern ADDRESS = Pattern.compile("is served at (http://\\S+)");
  private static final Path PICTURE =
      Path.of("src/test/resources/pictures/orientation1.jpg").toAbsolutePath();

  @TempDir private static Path elsewhere;
  private static Path launcher;

  @TempDir private Path folder;

  private record Result(int exitCode, String out, String err) {}

  @BeforeAll
  static void unpack() throws Exception {
    Path place = Files.createDirectory(elsewhere.resolve("a folder"));
    shell("tar", "-xzf", packed().toString(), "-C", place.toString());
    shell("chmod", "-R", "a-w", place.toString());
    launcher =
        place.resolve(
            OS.MAC.isCurrentOs() ? "softmax.app/Contents/MacOS/softmax" : "softmax/bin/softmax");
  }

  @AfterAll
  static void letItBeDeleted() throws Exception {
    shell("chmod", "-R", "u+w", elsewhere.toString());
  }

  private static void shell(String... command) throws Exception {
    assertThat(Await.exit(new ProcessBuilder(command).start())).isZero();
  }

  private static Path packed() throws IOException {
    Path target = Path.of(System.getProperty("softmaxregression.image")).getParent();
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(each -> each.getFileName().toString().matches("softmax-.*\\.tar\\.gz"))
          .max(Comparator.comparing(each -> each.toFile().lastModified()))
          .orElseThrow();
    }
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().clear();
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    builder.environment().putAll(Map.of("HOME", folder.toString(), "PATH", nothing.toString()));
    builder.environment().putAll(environment);
    builder.redirectOutput(folder.resolve("out").toFile());
    return builder.redirectError(folder.resolve("err").toFile()).start();
  }

  private Result run(Map<String, String> environment, String... arguments) throws Exception {
    int exitCode = Await.exit(start(environment, arguments));
    return new Result(exitCode, text("out"), text("err"));
  }

  private Result run(String... arguments) throws Exception {
    Result result = run(Map.of(), arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).as(result.out()).isZero();
    return result;
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void trainsEvaluatesAndClassifies() throws Exception {
    assertThat(run("train", "--epochs", "1", "--out", "m.zip").out()).contains("  0.7855  ");
    assertThat(run("evaluate", "--model", "m.zip").out()).contains("0.7855");
    assertThat(run("predict", "--test-index", "0").out()).contains("ankle boot  ankle boot");
    assertThat(run("predict", PICTURE.toString()).out()).contains("orientation1.jpg");
  }

  /** Java says where each class comes from; the variable's options come after the launcher's. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_19)
  void theClassesComeFromTheArchive() throws Exception {
    String option = "-Xlog:class+load:file=classes.txt";
    assertThat(run(Map.of("_JAVA_OPTIONS", option), "predict", "--test-index", "0").exitCode())
        .isZero();
    List<String> ours =
        text("classes.txt").lines().filter(each -> each.contains("softmaxregression.")).toList();
    assertThat(ours).hasSizeGreaterThan(50).allMatch(each -> each.contains("shared objects file"));
  }

  @Test
  void servesAPageAndAnAnswer() throws Exception {
    Process server = start(Map.of(), "serve", "--port", "0");
    try {
      Await.until("an address", () -> ADDRESS.matcher(text("out")).find());
      Matcher address = ADDRESS.matcher(text("out"));
      assertThat(address.find()).isTrue();
      URI api = URI.create(address.group(1)).resolve("/api/predict");
      HttpRequest request =
          HttpRequest.newBuilder(api)
              .header("Content-Type", "image/jpeg")
              .POST(HttpRequest.BodyPublishers.ofFile(PICTURE))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("probability");
    } finally {
      server.destroy();
      Await.exit(server);
    }
  }

  @Test
  void runsNotebooksAndGivesJupyterItsKernel() throws Exception {
    Files.writeString(
        folder.resolve("sum.md"),
        "# Sum\n\n"
            + "```java\n"
            + "import org.nd4j.linalg.factory.Nd4j;\n"
            + "Nd4j.create(new float[] {1, 2}).sum()\n"
            + "```\n");
    assertThat(run("notebooks", "run", "sum.md").out()).contains("3.0");
    Map<String, String> jupyter = Map.of("JUPYTER_DATA_DIR", folder.resolve("jupyter").toString());
    assertThat(run(jupyter, "notebooks", "install-kernel").exitCode()).isZero();
    try (Stream<Path> files = Files.walk(folder.resolve("jupyter"))) {
      Path kernel = files.filter(each -> each.endsWith("kernel.json")).findFirst().orElseThrow();
      String java =
          JsonParser.parseString(Files.readString(kernel))
              .getAsJsonObject()
              .getAsJsonArray("argv")
              .get(0)
              .getAsString();
      assertThat(Path.of(java)).isExecutable().startsWith(launcher.getParent().getParent());
    }
  }

  @Test
  void startsByALinkToo() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
    Process process =
        new ProcessBuilder(link.toString(), "predict", "--test-index", "0")
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(Await.exit(process)).isZero();
    assertThat(text("out")).contains("ankle boot  ankle boot");
  }

  /** What to type next is said as it can be typed. */
  @Test
  void hintsNameTheLauncher() throws Exception {
    Result result = run(Map.of(), "trian");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("did you mean train?").contains(launcher + "' --help");
  }
}
