package io.github.softmaxregression.notebook;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.softmaxregression.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How Jupyter starts the kernel: a file in the folder where it looks for them. */
public final class KernelSpec {
  /** What notebooks call the kernel. */
  static final String NAME = "softmax-regression";

  /** What people read in Jupyter. */
  static final String DISPLAY_NAME = "Java (softmax-regression)";

  private KernelSpec() {}

  /**
   * Jupyter's folder for a user's own files.
   *
   * @param environment of the process
   * @param system name of the operating system
   * @param home the user's folder
   */
  public static Path jupyterFolder(Map<String, String> environment, String system, Path home) {
    String asked = environment.get("JUPYTER_DATA_DIR");
    if (asked != null && !asked.isEmpty()) {
      return Path.of(asked);
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String roaming = environment.get("APPDATA");
      return (roaming == null ? home.resolve("AppData/Roaming") : Path.of(roaming))
          .resolve("jupyter");
    }
    if (name.startsWith("mac")) {
      return home.resolve("Library/Jupyter");
    }
    String data = environment.get("XDG_DATA_HOME");
    return (data == null || data.isEmpty() ? home.resolve(".local/share") : Path.of(data))
        .resolve("jupyter");
  }

  /**
   * Writes the file.
   *
   * @param command that starts the kernel; Jupyter's connection file follows as its last argument
   * @return where it lies
   */
  public static Path install(Path jupyterFolder, List<String> command) throws IOException {
    JsonArray arguments = new JsonArray();
    command.forEach(arguments::add);
    arguments.add("{connection_file}");
    JsonObject spec = new JsonObject();
    spec.add("argv", arguments);
    spec.addProperty("display_name", DISPLAY_NAME);
    spec.addProperty("language", "java");
    spec.addProperty("interrupt_mode", "message");
    Path folder = Files.createDirectories(jupyterFolder.resolve("kernels").resolve(NAME));
    Path file = folder.resolve("kernel.json");
    String json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(spec);
    AtomicFile.write(file, out -> out.write((json + "\n").getBytes(StandardCharsets.UTF_8)));
    return file;
  }
}
