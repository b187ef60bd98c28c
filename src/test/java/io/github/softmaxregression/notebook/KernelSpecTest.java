package io.github.softmaxregression.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecTest {
  @TempDir private Path folder;

  @Test
  void theFolderIsJupyters() {
    Path home = Path.of("home");
    assertThat(KernelSpec.jupyterFolder(Map.of(), "Linux", home))
        .isEqualTo(home.resolve(".local/share/jupyter"));
    assertThat(KernelSpec.jupyterFolder(Map.of("XDG_DATA_HOME", "data"), "Linux", home))
        .isEqualTo(Path.of("data/jupyter"));
    assertThat(KernelSpec.jupyterFolder(Map.of(), "Mac OS X", home))
        .isEqualTo(home.resolve("Library/Jupyter"));
    assertThat(KernelSpec.jupyterFolder(Map.of("APPDATA", "roaming"), "Windows 11", home))
        .isEqualTo(Path.of("roaming/jupyter"));
    assertThat(KernelSpec.jupyterFolder(Map.of("JUPYTER_DATA_DIR", "own"), "Linux", home))
        .isEqualTo(Path.of("own"));
  }

  @Test
  void jupyterIsToldWhatToStart() throws IOException {
    Path file = KernelSpec.install(folder, List.of("java", "kernel"));
    assertThat(file).isEqualTo(folder.resolve("kernels/softmax-regression/kernel.json"));
    JsonObject spec = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertThat(spec.get("argv").toString())
        .isEqualTo("[\"java\",\"kernel\",\"{connection_file}\"]");
    assertThat(spec.get("language").getAsString()).isEqualTo("java");
  }
}
