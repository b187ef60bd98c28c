package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/** What a person runs: the fat jar, in a process of its own, in some folder. */
final class FatJar {
  private static final String JAR = System.getProperty("softmaxregression.jar");

  private static final Map<Process, Path> OUTPUTS = new HashMap<>();

  private final Path folder;
  private final List<String> command = new ArrayList<>();

  // The output must not depend on the machine's language or settings.
  private final ProcessBuilder builder = new ProcessBuilder();

  private FatJar(Path folder) {
    this.folder = folder;
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.directory(folder.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("OMP_NUM_THREADS", "SOFTMAX_REGRESSION_DEVICE", "BACKEND_PRIORITY_CPU"));
    builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "Pacific/Kiritimati"));
  }

  /** Whether it was built with ND4J's CUDA backend. */
  static boolean hasCuda() throws IOException {
    try (ZipFile jar = new ZipFile(JAR)) {
      return jar.getEntry("org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
    }
  }

  record Result(int exitCode, String out, String err) {}

  /** The jar, to be run in a folder. */
  static FatJar in(Path folder) {
    return new FatJar(folder);
  }

  FatJar environment(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  /** Under another program, which takes the command line as its last arguments. */
  FatJar under(String... program) {
    command.addAll(0, List.of(program));
    return this;
  }

  FatJar javaOptions(String... options) {
    command.addAll(List.of(options));
    return this;
  }

  Result run(String... args) throws IOException, InterruptedException {
    return run(List.of("-jar", JAR), args);
  }

  /** The same with the jars of a folder beside it on the class path. */
  Result runWith(Path jars, String... args) throws IOException, InterruptedException {
    String classPath = JAR + System.getProperty("path.separator") + jars.resolve("*");
    return run(List.of("-cp", classPath, "io.github.softmaxregression.Main"), args);
  }

  /** A file of Java source that uses the jar's classes. */
  Result runSource(Path file) throws IOException, InterruptedException {
    return run(List.of("-cp", JAR, file.toString()));
  }

  /** Begins a run, whose output goes into a file. */
  Process start(String... args) throws IOException {
    return start(List.of("-jar", JAR), args);
  }

  private Process start(List<String> program, String... args) throws IOException {
    Path output = Files.createTempDirectory(folder, "output");
    List<String> line = new ArrayList<>(command);
    line.addAll(program);
    line.addAll(List.of(args));
    Process process =
        builder
            .command(line)
            .redirectOutput(output.resolve("out").toFile())
            .redirectError(output.resolve("err").toFile())
            .start();
    OUTPUTS.put(process, output);
    return process;
  }

  /** The file with what a process has printed. */
  static Path outputOf(Process process) {
    return OUTPUTS.get(process).resolve("out");
  }

  private Result run(List<String> program, String... args)
      throws IOException, InterruptedException {
    Process process = start(program, args);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends in time").isTrue();
    Path output = OUTPUTS.remove(process);
    return new Result(
        process.exitValue(),
        Files.readString(output.resolve("out"), StandardCharsets.UTF_8),
        Files.readString(output.resolve("err"), StandardCharsets.UTF_8));
  }
}
