package io.github.softmaxregression.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zip that is replaced takes the place of the one before, if it is sound. */
class ModelReloaderTest {
  @TempDir private Path folder;

  private final AtomicInteger time = new AtomicInteger(1_000_000_000);
  private Path zip;

  @BeforeEach
  void aZip() throws IOException {
    zip = folder.resolve("model.zip");
    replace(ModelSource.of("chapter").bytes());
  }

  private void replace(byte[] content) throws IOException {
    Path next = Files.write(folder.resolve("next"), content);
    Files.setLastModifiedTime(next, FileTime.fromMillis(time.addAndGet(1000)));
    Files.move(next, zip, StandardCopyOption.ATOMIC_MOVE); // the server looks at any time
  }

  private RunningServer start() throws IOException {
    return new RunningServer(
        ModelSource.file(zip),
        input -> FashionMnist.bundled().test(),
        RunningServer.limits(8, 100, 3600));
  }

  /** Until it has seen the file twice as it is now. */
  private static void poll(RunningServer server) {
    server.models().poll();
    server.models().poll();
  }

  @Test
  void aNewZipIsServedWithoutARestart() throws IOException {
    try (RunningServer server = start()) {
      String before = server.get("/v2/models/model").body();
      replace(ModelSource.of("best").bytes());
      poll(server);
      String after = server.get("/v2/models/model").body();

      assertThat(after).isNotEqualTo(before);
      assertThat(server.get("/metrics").body())
          .contains("softmax_regression_model_reloads_total 1.0\n")
          .contains("softmax_regression_model_reload_failures_total 0.0\n");
      assertThat(server.complaints()).isEmpty();
    }
  }

  @Test
  void aBadZipLeavesTheOldOneServing() throws IOException {
    try (RunningServer server = start()) {
      String before = server.get("/v2/models/model").body();
      replace("no zip".getBytes(UTF_8));
      poll(server);
      poll(server); // told once, not at every poll

      assertThat(server.get("/v2/models/model").body()).isEqualTo(before);
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
      assertThat(server.get("/v2/health/ready").body()).contains("\"model_up_to_date\":false");
      assertThat(server.complaints()).hasSize(1);
      assertThat(server.complaints().get(0))
          .hasMessageContaining("found no sound zip archive")
          .hasMessageContaining("is still served");
      assertThat(server.get("/metrics").body())
          .contains("softmax_regression_model_up_to_date 0.0\n")
          .contains("softmax_regression_model_reload_failures_total 1.0\n");

      replace(ModelSource.of("best").bytes());
      poll(server);
      assertThat(server.get("/metrics").body())
          .contains("softmax_regression_model_up_to_date 1.0\n");
      assertThat(server.get("/v2/models/model").body()).isNotEqualTo(before);
    }
  }

  @Test
  void aZipThatIsGoneLeavesTheOldOneServing() throws IOException {
    try (RunningServer server = start()) {
      Files.delete(zip);
      poll(server);
      assertThat(server.get("/v2/models/model").statusCode()).isEqualTo(200);
      assertThat(server.complaints()).hasSize(1);
      assertThat(server.complaints().get(0)).hasMessageContaining("no such file");
    }
  }
}
