package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.Await;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that programs begin and follow. */
class PlaygroundApiTest {
  private static final String RUNS = "/api/playground/runs";

  private static RunningServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = RunningServer.withPlayground(RunningServer.limits(8, 100, 10));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String settings(String visitor, int epochs, boolean paused) {
    return """
        {"visitor": "%s", "paused": %s, "settings": {"kind": "NETWORK", "epochs": %d,
        "batchSize": 256, "learningRate": 0.1, "weightStdDev": 0.01, "optimizer": "SGD", "l2": 0,
        "gceQ": 0, "images": 2000, "wrongLabels": 0, "white": 1, "seed": 42}}"""
        .formatted(visitor, paused, epochs);
  }

  private static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private static String started(String visitor, int epochs, boolean paused) {
    HttpResponse<String> response = server.post(RUNS, settings(visitor, epochs, paused));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    // Runs of other tests, of other visitors, may be about to end.
    while (response.statusCode() == 503 && System.nanoTime() < end) {
      response = server.post(RUNS, settings(visitor, epochs, paused));
    }
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response).get("id").getAsString();
  }

  private static List<JsonObject> events(String id) throws IOException {
    List<JsonObject> events = new ArrayList<>();
    try (var stream = server.stream(RUNS + "/" + id + "/events");
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          events.add(JsonParser.parseString(line.substring(6)).getAsJsonObject());
        }
      }
    }
    return events;
  }

  @Test
  void aRunIsFollowedToItsEnd() throws IOException {
    String id = started("a", 3, false);
    List<JsonObject> events = events(id);
    JsonObject last = events.get(events.size() - 1);
    assertThat(last.get("state").getAsString()).isEqualTo("DONE");
    assertThat(last.getAsJsonArray("epochs")).hasSize(3);
    assertThat(last.get("parameters").getAsString()).hasSize((7850 * 4 + 2) / 3 * 4);
    assertThat(events).extracting(each -> each.get("version").getAsInt()).isSorted();
    assertThat(server.get(RUNS + "/0123456789abcdef/events").statusCode()).isEqualTo(404);
  }

  @Test
  void aRunIsLed() throws InterruptedException {
    String id = started("b", 100, true);
    assertThat(order(id, "step").statusCode()).isEqualTo(200);
    assertThat(json(order(id, "resume")).get("state").getAsString()).isEqualTo("RUNNING");
    assertThat(json(order(id, "pause")).get("state").getAsString()).isEqualTo("PAUSED");
    assertThat(json(order(id, "stop")).get("state").getAsString()).isEqualTo("STOPPED");
    assertThat(order(id, "fly").statusCode()).isEqualTo(400);
    assertThat(order("0123456789abcdef", "stop").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> order(String id, String action) {
    return server.post(RUNS + "/" + id, "{\"action\": \"%s\"}".formatted(action));
  }

  /** One run for a visitor, two for all; a place is free again when one has ended. */
  @Test
  void placesAreFew() throws InterruptedException {
    String first = started("c", 100, true);
    String again = started("c", 100, true);
    Await.until(
        "the end", () -> json(order(first, "stop")).get("state").getAsString().equals("STOPPED"));
    String other = started("d", 100, true);
    assertThat(server.post(RUNS, settings("e", 1, false)).statusCode()).isEqualTo(503);
    order(again, "stop");
    Await.until("the end", () -> server.post(RUNS, settings("e", 1, true)).statusCode() == 200);
    order(other, "stop");
    // What is refused ends nothing.
    HttpResponse<String> refused =
        server.post(
            RUNS,
            settings("e", 1, true)
                .replace("\"seed\"", "\"l1\": 0, \"seed\"")
                .replace("2000", "70000"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(server.get("/metrics").body()).contains("playground_runs 1");
  }

  /** Many starts at once of one visitor never make two runs. */
  @Test
  void aStormOfStartsIsOneRun() throws InterruptedException {
    List<Thread> storm = new ArrayList<>();
    List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 12; i++) {
      Thread each = new Thread(() -> answers.add(server.post(RUNS, settings("storm", 100, true))));
      each.start();
      storm.add(each);
    }
    for (Thread each : storm) {
      each.join();
    }
    assertThat(answers).hasSize(12);
    int going = 0;
    for (HttpResponse<String> each : answers) {
      assertThat(each.statusCode()).as(each.body()).isIn(200, 503);
      if (each.statusCode() == 200) {
        String id = json(each).get("id").getAsString();
        // To step a run that is over changes nothing.
        going += json(order(id, "step")).get("state").getAsString().equals("PAUSED") ? 1 : 0;
        order(id, "stop");
      }
    }
    assertThat(going).isEqualTo(1);
    Await.until(
        "the end of all", () -> server.get("/metrics").body().contains("playground_runs 0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"learningRate\": 0.1 | \"learningRate\": -1 | learning rate -1.0: expected",
        "\"images\": 2000 | \"images\": 70000 | images 70000: expected at most 60000",
        "\"images\": 2000 | \"images\": 1 | images 1: expected 100 or more",
        "\"white\": 1 | \"white\": 2 | white 2: expected 1 or 255",
        "\"batchSize\": 256 | \"batchSize\": 2001 | batch size 2001: expected at most the 2000",
        "\"kind\": \"NETWORK\", | '' | no kind of model",
        "{\"kind\" | [\"kind\" | not the JSON",
        "\"visitor\": \"f\", | '' | no visitor",
        "\"epochs\": 1, | \"epochs\": 101, | epochs 101: expected 1 to 100",
      })
  void whatCannotBeIsRefused(String right, String wrong, String detail) {
    String body = settings("f", 1, false);
    assertThat(body).contains(right);
    HttpResponse<String> response = server.post(RUNS, body.replace(right, wrong));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("detail").getAsString()).contains(detail);
  }

  /** What is kept while a run is paused is a model that the server could serve. */
  @Test
  void aPausedRunIsKept() throws IOException, InterruptedException {
    String id = started("h", 100, true);
    assertThat(server.get(RUNS + "/" + id + "/zip").body()).contains("nothing has been learned");
    order(id, "step");
    Await.until("a zip", () -> server.get(RUNS + "/" + id + "/zip").statusCode() == 200);
    Path file = folder.resolve("kept.zip");
    try (InputStream zip = server.stream(RUNS + "/" + id + "/zip")) {
      Files.copy(zip, file);
    }
    StoredModel kept = StoredModel.loadNetwork(ModelSource.file(file));
    assertThat(kept.provenance().orElseThrow().data().location())
        .isEqualTo("bundled, the first 2000 images, ended after 1 minibatches");
    assertThat(kept.softmaxRegression().orElseThrow().inputs()).isEqualTo(784);
    order(id, "resume");
    HttpResponse<String> early = server.get(RUNS + "/" + id + "/zip");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("the run goes on: pause it first");
    order(id, "stop");
    assertThat(server.get(RUNS + "/0123456789abcdef/zip").statusCode()).isEqualTo(404);
  }

  /** Without the option nothing can be trained. */
  @Test
  void aPlainServerHasNoPlayground() throws IOException {
    try (RunningServer plain = RunningServer.start(RunningServer.limits(8, 100, 10))) {
      assertThat(plain.post(RUNS, settings("g", 1, false)).statusCode()).isEqualTo(404);
      assertThat(plain.get("/playground.html").statusCode()).isEqualTo(404);
      assertThat(plain.get("/").body()).contains("Give it a picture").doesNotContain("laygroun");
      assertThat(server.get("/").body())
          .contains("    <p><a href=\"/playground.html\">Watch it learn</a></p>\n");
    }
  }
}
