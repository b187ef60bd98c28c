package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.fuzz.Mutation;
import io.github.softmaxregression.fuzz.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server with little memory answers damaged and hostile pictures, and sound ones between them:
 * a few on every build, a thousand with {@code mvn -Plong verify}.
 */
class HostileServerIT {
  private static final int FILES = Integer.getInteger("mutations", 50);
  private static final Pattern ADDRESS = Pattern.compile("is served at (http://\\S+)");
  private static final Pattern HEAP =
      Pattern.compile("\nsoftmax_regression_heap_used_bytes (\\S+)");

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private Process process;
  private URI address;

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  private HttpResponse<String> post(byte[] picture) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address.resolve("/api/predict"))
            .timeout(Duration.ofSeconds(Await.SECONDS))
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(picture))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private double heap() throws IOException, InterruptedException {
    String text =
        client
            .send(
                HttpRequest.newBuilder(address.resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher heap = HEAP.matcher(text);
    assertThat(heap.find()).isTrue();
    return Double.parseDouble(heap.group(1));
  }

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Seeds.of("Picture").values());
    for (String name : new String[] {"hostile/tiff_tile_2g.tif", "hostile/xmp_n100.png"}) {
      try (InputStream in = HostileServerIT.class.getResourceAsStream("/cases/" + name)) {
        seeds.add(in.readAllBytes());
      }
    }
    for (String name : new String[] {"good.jpg", "tif_no_photometric.tif"}) {
      seeds.add(Pictures.faulty(name));
    }
    return seeds;
  }

  @Test
  void itAnswersSoundPicturesBetweenHostileOnes() throws Exception {
    process = FatJar.in(folder).javaOptions("-Xmx256m").start("serve", "--port", "0");
    Matcher[] found = {null};
    Await.until(
        "the address",
        () -> {
          found[0] = ADDRESS.matcher(FatJar.outputOf(process));
          return found[0].find() || !process.isAlive();
        });
    address = URI.create(found[0].group(1));
    List<byte[]> seeds = seeds();
    byte[] sound = Pictures.faulty("good.jpg");
    String answer = post(sound).body();
    assertThat(answer).contains("\"class\":\"ankle boot\"");
    Random random = new Random(3);
    Mutation mutation = new Mutation(3);
    for (int i = 0; i < FILES; i++) {
      byte[] hostile = mutation.of(seeds.get(random.nextInt(seeds.size())));
      assertThat(post(hostile).statusCode()).as("file " + i).isIn(200, 422, 503);
      assertThat(post(sound).body()).as("after file " + i).isEqualTo(answer);
      if (i % 100 == 99) {
        assertThat(heap()).isLessThan(256e6);
      }
    }
    assertThat(process.isAlive()).isTrue();
    assertThat(FatJar.errorsOf(process)).isEmpty();
  }
}
