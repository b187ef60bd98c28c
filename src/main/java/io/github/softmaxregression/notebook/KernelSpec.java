package io.github.softmaxregression.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import io.github.softmaxregression.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the file by which Jupyter starts the kernel. */
public final class KernelSpec {
  static final String NAME = "softmax-regression"; // in notebooks
  static final String DISPLAY_NAME = "Java (softmax-regression)"; // for people

  private record Spec(
      List<String> argv,
      @SerializedName("display_name") String displayName,
      String language,
      @SerializedName("interrupt_mode") String interruptMode) {}

  private KernelSpec() {}

  /** Finds Jupyter's folder for a user's own files, by the name of the operating system. */
  public static Path jupyterFolder(Map<String, String> environment, String system, Path home) {
    String asked = environment.getOrDefault("JUPYTER_DATA_DIR", "");
    if (!asked.isEmpty()) {
      return Path.of(asked);
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return home.resolve("Library/Jupyter");
    }
    boolean windows = name.startsWith("windows");
    String data = environment.getOrDefault(windows ? "APPDATA" : "XDG_DATA_HOME", "");
    String usual = windows ? "AppData/Roaming" : ".local/share";
    return (data.isEmpty() ? home.resolve(usual) : Path.of(data)).resolve("jupyter");
  }

  /**
   * Writes the file.
   *
   * @param command that starts the kernel; Jupyter's connection file follows as its last argument
   * @return where it lies
   */
  public static Path install(Path jupyterFolder, List<String> command) throws IOException {
    List<String> argv = new ArrayList<>(command);
    argv.add("{connection_file}");
    Path folder = Files.createDirectories(jupyterFolder.resolve("kernels").resolve(NAME));
    Path file = folder.resolve("kernel.json");
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    String json = gson.toJson(new Spec(argv, DISPLAY_NAME, "java", "message")) + "\n";
    AtomicFile.write(file, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    return file;
  }
}
