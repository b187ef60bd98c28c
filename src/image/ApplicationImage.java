import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the program with a Java of its own, and packs it: the profile {@code image} runs this with
 * the folder of the fat jar and the program's version. It uses the tools of the JDK that runs it,
 * so that it works alike on each system.
 */
final class ApplicationImage {
  private static final String NAME = "softmax";
  private static final String MAIN = "io.github.softmaxregression.Main";
  private static final String JAR = "softmax-regression.jar";
  private static final String ARCHIVE = NAME + ".jsa";
  private static final String FEW = "predict.jsa"; // for what is over in a moment

  /** The first Java whose archives of a program's classes hold in another place too. */
  private static final int MOVES = 19;

  /** Names what {@code jdeps --print-module-deps} finds in the fat jar. */
  private static final String USED =
      "java.base,java.desktop,java.management,java.naming,java.security.jgss,java.sql,"
          + "jdk.dynalink,jdk.jshell,jdk.unsupported";

  /** Names what is found by name only: encodings of file names, and jars as jshell reads them. */
  private static final String BY_NAME = "jdk.charsets,jdk.zipfs";

  private static final int JAVA = Runtime.version().feature();
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
  private static final boolean MACOS = System.getProperty("os.name").startsWith("Mac");

  private final Path target;
  private final Path work;
  private final String version;

  private ApplicationImage(Path target, String version) {
    this.target = target;
    this.work = target.resolve("image");
    this.version = version;
  }

  public static void main(String[] args) throws InterruptedException {
    try {
      new ApplicationImage(Path.of(args[0]), args[1]).make();
    } catch (IOException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(1);
    }
  }

  private void make() throws IOException, InterruptedException {
    delete(work);
    Path jar = Files.createDirectories(work.resolve("jar")).resolve(JAR);
    Files.copy(target.resolve(JAR), jar);
    Path runtime = work.resolve("runtime");
    // Keeps the java command: benchmark and the notebooks' kernel start the program again with it.
    tool(
        "jlink",
        Stream.of(
            List.of("--strip-java-debug-attributes", "--no-man-pages", "--no-header-files"),
            List.of("--add-modules", USED + "," + BY_NAME, "--output", runtime.toString())));
    List<String> program = List.of("--name", NAME, "--main-jar", JAR, "--main-class", MAIN);
    List<String> about = List.of("--app-version", version, "--icon", icon().toString());
    List<String> from =
        List.of("--input", jar.getParent().toString(), "--runtime-image", runtime.toString());
    List<String> to = List.of("--type", "app-image", "--dest", work.toString());
    List<String> console = WINDOWS ? List.of("--win-console") : List.of();
    tool("jpackage", Stream.of(program, about, from, to, console, launcherOptions()));
    delete(runtime);
    delete(jar.getParent());
    Path image = work.resolve(MACOS ? NAME + ".app" : NAME);
    keepClasses(find(image, WINDOWS ? "java.exe" : "java"), find(image, JAR));
    if (!WINDOWS && !MACOS) {
      Files.writeString(image.resolve("bin").resolve(NAME), script());
      if (JAVA < MOVES) {
        Files.copy(Path.of("src/main/scripts", NAME), image.resolve("lib/app").resolve(NAME));
      }
    }
    System.out.println("made " + image + " and " + pack(image));
    delete(work.resolve("runs"));
  }

  /** Gives the launcher's options to Java, which are the same for each command. */
  private static List<String> launcherOptions() {
    List<String> java = new ArrayList<>(List.of("-Dsoftmax.command=$BINDIR/" + NAME));
    if (JAVA >= MOVES) {
      java.add("-XX:SharedArchiveFile=$APPDIR/" + ARCHIVE);
    }
    java.addAll(options());
    return java.stream().flatMap(each -> Stream.of("--java-options", each)).toList();
  }

  /**
   * Writes a launcher that does what jpackage's does: that asks dpkg and rpm where it lies at each
   * start on Linux, which takes as long as a few pictures. It needs no other program, but for a
   * link; before {@link #MOVES} it lets the jar's launcher keep archives in the user's cache.
   */
  private static String script() {
    String start =
        """
        #!/bin/sh
        # Starts the program with its own Java.
        script=$0
        case $script in
          */*) ;;
          *) script=./$script ;;
        esac
        while [ -L "$script" ]; do
          target=$(PATH=/usr/bin:/bin readlink "$script")
          case $target in
            /*) script=$target ;;
            *) script=${script%/*}/$target ;;
          esac
        done
        home=$(CDPATH='' cd "${script%/*}/.." && pwd)
        """;
    if (JAVA < MOVES) {
      return start
          + """
          export PATH="${PATH:-}:/usr/bin:/bin" JAVA_HOME="$home/lib/runtime" SOFTMAX_COMMAND="$0"
          exec /bin/sh "$home/lib/app/softmax" "$@"
          """;
    }
    return start
        + """
        case ${1:-} in
          predict) classes=%s ;;
          *) classes=%s ;;
        esac
        exec "$home/lib/runtime/bin/java" -XX:SharedArchiveFile="$home/lib/app/$classes" \\
          -Dsoftmax.command="$0" %s -cp "$home/lib/app/%s" %s "$@"
        """
            .formatted(FEW, ARCHIVE, String.join(" ", options()), JAR, MAIN);
  }

  private static List<String> options() {
    List<String> java = new ArrayList<>(forJavaCpp());
    // Lets Java start plainly, and say nothing, where the archive does not fit.
    java.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=off"));
    // Lets the compilers come later: a few pictures are over by then, training still has both.
    java.add("-XX:CompileThresholdScaling=5");
    return java;
  }

  /** Silences Java's warnings about JavaCPP's way to memory; older Java does not know these. */
  private static List<String> forJavaCpp() {
    return JAVA < 24
        ? List.of()
        : List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
  }

  /** Keeps the classes that real runs load in an archive beside the jar. */
  private void keepClasses(Path java, Path jar) throws IOException, InterruptedException {
    if (JAVA < MOVES) {
      run(java, List.of("-Xshare:dump")); // Java's own classes, which it finds anywhere
      return;
    }
    // Java compares the jar's time, of which zips keep even seconds.
    Instant minute = Files.getLastModifiedTime(jar).toInstant().truncatedTo(ChronoUnit.MINUTES);
    Files.setLastModifiedTime(jar, FileTime.from(minute));
    List<String> few = loaded(java, jar, "predict", "--test-index", "0");
    Set<String> classes = new LinkedHashSet<>(few);
    classes.addAll(loaded(java, jar, "train", "--epochs", "1", "--out", "model.zip"));
    classes.addAll(loaded(java, jar, "evaluate", "--model", "model.zip"));
    dump(java, jar, ARCHIVE, classes, List.of());
    // Loads all of them before the program begins: it needs all, here.
    dump(java, jar, FEW, few, JAVA >= 24 ? List.of("-XX:+AOTClassLinking") : List.of());
  }

  private void dump(
      Path java, Path jar, String archive, Collection<String> classes, List<String> how)
      throws IOException, InterruptedException {
    Path list = Files.write(work.resolve("runs/all.txt"), classes);
    List<String> line = new ArrayList<>(forJavaCpp());
    line.addAll(how);
    line.addAll(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + list));
    line.add("-XX:SharedArchiveFile=" + jar.resolveSibling(archive));
    line.addAll(List.of("-Xlog:disable", "-Xlog:all=off", "-cp", jar.toString()));
    run(java, line);
  }

  /** Runs a command and lists what it has loaded, without the numbers that differ each time. */
  private List<String> loaded(Path java, Path jar, String... command)
      throws IOException, InterruptedException {
    Path list = work.resolve("runs/classes.txt");
    List<String> line = new ArrayList<>(forJavaCpp());
    line.addAll(List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + list));
    line.addAll(List.of("-cp", jar.toString(), MAIN));
    line.addAll(List.of(command));
    run(java, line);
    try (Stream<String> lines = Files.lines(list)) {
      return lines
          .filter(each -> !each.startsWith("#") && !each.contains(" source: "))
          .map(each -> each.replaceFirst(" id: .*", ""))
          .toList();
    }
  }

  /** Packs the image as each system can unpack it. */
  private Path pack(Path image) throws IOException, InterruptedException {
    String parent = work.toString();
    String name = image.getFileName().toString();
    String system = WINDOWS ? "windows" : MACOS ? "macosx" : "linux";
    String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
    Path packed =
        target.resolve(
            "%s-%s-%s-%s%s"
                .formatted(
                    NAME,
                    version,
                    system,
                    processor.replace("aarch64", "arm64"),
                    WINDOWS ? ".zip" : ".tar.gz"));
    if (WINDOWS) {
      tool("jar", Stream.of(List.of("-cMf", packed.toString(), "-C", parent, name)));
    } else { // keeps links and who may execute
      run(Path.of("tar"), List.of("-czf", packed.toString(), "-C", parent, name));
    }
    return packed;
  }

  /** Wraps the PNG as each system wants an icon. */
  private Path icon() throws IOException {
    byte[] png = Files.readAllBytes(Path.of("src", "image", "icon.png"));
    if (WINDOWS) { // one picture of 32 bits a pixel and 256 x 256, which is written 0 x 0
      ByteBuffer ico = ByteBuffer.allocate(22 + png.length).order(ByteOrder.LITTLE_ENDIAN);
      ico.putShort((short) 0).putShort((short) 1).putShort((short) 1);
      ico.putInt(0).putShort((short) 1).putShort((short) 32).putInt(png.length).putInt(22).put(png);
      return Files.write(work.resolve("icon.ico"), ico.array());
    }
    if (MACOS) { // the file's length and, for 256 x 256, ic08 with its own
      ByteBuffer icns = ByteBuffer.allocate(16 + png.length);
      icns.put("icns".getBytes(US_ASCII)).putInt(icns.capacity());
      icns.put("ic08".getBytes(US_ASCII)).putInt(8 + png.length).put(png);
      return Files.write(work.resolve("icon.icns"), icns.array());
    }
    return Files.write(work.resolve("icon.png"), png);
  }

  private static Path find(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(each -> each.endsWith(name) && Files.isRegularFile(each))
          .findFirst()
          .orElseThrow(() -> new IOException(folder + ": found no " + name));
    }
  }

  private static void tool(String name, Stream<List<String>> parts) throws IOException {
    String[] line = parts.flatMap(List::stream).toArray(String[]::new);
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(
                () ->
                    new IOException(
                        "found no %s in %s, expected a whole JDK; set JAVA_HOME"
                            .formatted(name, System.getProperty("java.home"))));
    if (tool.run(System.out, System.err, line) != 0) {
      throw new IOException(name + " failed: " + String.join(" ", line));
    }
  }

  private void run(Path program, List<String> arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(arguments);
    Path runs = Files.createDirectories(work.resolve("runs"));
    Path log = runs.resolve("log.txt");
    ProcessBuilder builder = new ProcessBuilder(line).directory(runs.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    if (builder.start().waitFor() != 0) {
      throw new IOException(String.join(" ", line) + " failed: " + Files.readString(log));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
