package io.github.softmaxregression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** Runs the fat jar as a person does, in a process of its own, in some folder. */
final class FatJar {
  private static final String JAR = System.getProperty("softmaxregression.jar");

  /** Stands in the manifest, which only {@code java -jar} reads. */
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  /** Says what Java 24 and later say when JavaCPP first uses sun.misc.Unsafe. */
  private static final List<String> UNSAFE_WARNING =
      List.of(
          "WARNING: A terminally deprecated method in sun.misc.Unsafe has been called",
          "WARNING: sun.misc.Unsafe::arrayBaseOffset has been called by"
              + " org.bytedeco.javacpp.indexer.UnsafeRaw (%s)",
          "WARNING: Please consider reporting this to the maintainers of class"
              + " org.bytedeco.javacpp.indexer.UnsafeRaw",
          "WARNING: sun.misc.Unsafe::arrayBaseOffset will be removed in a future release");

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

  /** Tells whether it was built with ND4J's CUDA backend. */
  static boolean hasCuda() throws IOException {
    try (ZipFile jar = new ZipFile(JAR)) {
      return jar.getEntry("org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
    }
  }

  record Result(int exitCode, String out, String err) {}

  /** Prepares a run in a folder. */
  static FatJar in(Path folder) {
    return new FatJar(folder);
  }

  FatJar environment(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  /** Runs under another program, which takes the command line as its last arguments. */
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

  /** Runs it with the jars of a folder beside it on the class path. */
  Result runWith(Path jars, String... args) throws IOException, InterruptedException {
    String classPath = JAR + System.getProperty("path.separator") + jars.resolve("*");
    return run(List.of(NATIVE_ACCESS, "-cp", classPath, "io.github.softmaxregression.Main"), args);
  }

  /** Runs it with a folder of classes that take the place of its own. */
  Result runOver(Path classes, String... args) throws IOException, InterruptedException {
    String classPath = classes + System.getProperty("path.separator") + JAR;
    return run(List.of(NATIVE_ACCESS, "-cp", classPath, "io.github.softmaxregression.Main"), args);
  }

  /** Runs a file of Java source that uses the jar's classes. */
  Result runSource(Path file) throws IOException, InterruptedException {
    return run(List.of(NATIVE_ACCESS, "-cp", JAR, file.toString()));
  }

  /** Starts a run whose output goes into files. */
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

  /** Reads what a process has printed so far. */
  static String outputOf(Process process) throws IOException {
    return Files.readString(OUTPUTS.get(process).resolve("out"));
  }

  /** Reads what a process has said on standard error so far, without Java's own warning. */
  static String errorsOf(Process process) throws IOException {
    String errors = Files.readString(OUTPUTS.get(process).resolve("err"));
    if (Runtime.version().feature() < 24) {
      return errors;
    }
    String end = System.lineSeparator();
    String warning = String.join(end, UNSAFE_WARNING).formatted(Path.of(JAR).toUri().toURL()) + end;
    return errors.replaceFirst(Pattern.quote(warning), "");
  }

  private Result run(List<String> program, String... args)
      throws IOException, InterruptedException {
    Process process = start(program, args);
    return new Result(Await.exit(process), outputOf(process), errorsOf(process));
  }
}
