package io.github.softmaxregression.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.github.softmaxregression.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Measures what it costs a run of the chapter's settings that it is followed, by a program that
 * reads all events and by the page, and how often the page draws. The three take turns.
 *
 * <p>Arguments: the address of a running server with a playground, the number of turns.
 */
final class PlaygroundBenchmark {
  private static final int EPOCHS = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI runs;
  private double events; // in a second, of the last followed run

  private PlaygroundBenchmark(String address) {
    runs = URI.create(address).resolve("/api/playground/runs");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    PlaygroundBenchmark benchmark = new PlaygroundBenchmark(args[0]);
    List<Double> alone = new ArrayList<>();
    List<Double> followed = new ArrayList<>();
    List<Double> events = new ArrayList<>();
    List<Double> shown = new ArrayList<>();
    List<Double> drawn = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    for (int turn = 0; turn <= Integer.parseInt(args[1]); turn++) {
      double epochAlone = benchmark.run(false);
      double epochFollowed = benchmark.run(true);
      double eventsFollowed = benchmark.events;
      try (Chromium chromium = Chromium.start()) {
        double epochShown = benchmark.show(chromium, args[0]);
        if (turn > 0) { // the first one warms up
          alone.add(epochAlone);
          followed.add(epochFollowed);
          events.add(eventsFollowed);
          shown.add(epochShown);
          drawn.add(chromium.evaluate("1000 * (draws.length - 1) / span").getAsDouble());
          seen.add(chromium.evaluate("span / 1000").getAsDouble() / EPOCHS);
        }
      }
    }
    System.out.printf(
        "an epoch alone: %.4f s; followed, %.1f events a second: %.4f s, ratio %.3f%n",
        median(alone), median(events), median(followed), median(followed) / median(alone));
    System.out.printf(
        "on the page: %.4f s, ratio %.3f; it draws %.1f times a second, an epoch with its test in"
            + " %.3f s%n",
        median(shown), median(shown) / median(alone), median(drawn), median(seen));
  }

  private double run(boolean follow) throws IOException, InterruptedException {
    String settings =
        """
        {"visitor": "benchmark", "paused": false, "settings": {"kind": "NETWORK", "epochs": %d,
        "batchSize": 256, "learningRate": 0.1, "weightStdDev": 0.01, "optimizer": "SGD", "l2": 0,
        "gceQ": 0, "images": 60000, "wrongLabels": 0, "white": 1, "seed": 42}}""";
    HttpRequest request =
        HttpRequest.newBuilder(runs)
            .timeout(Duration.ofSeconds(Await.SECONDS))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(settings.formatted(EPOCHS)))
            .build();
    String answer = http.send(request, BodyHandlers.ofString()).body();
    String id = JsonParser.parseString(answer).getAsJsonObject().get("id").getAsString();
    URI path = URI.create(runs + "/" + id + "/events");
    if (!follow) {
      while (metrics().contains("playground_runs 1")) {
        Thread.sleep(500);
      }
    }
    return seconds(path);
  }

  private String metrics() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(runs.resolve("/metrics")).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private double show(Chromium chromium, String address) throws IOException, InterruptedException {
    PlaygroundPage page = new PlaygroundPage(chromium);
    chromium.look(1280, 900, false);
    page.open(address);
    chromium.evaluate(
        """
        window.draws = [];
        window.EventSource = class extends EventSource {
          constructor(url) { super(url); window.followed = url; }
        };
        new MutationObserver(() => draws.push(performance.now()))
          .observe(document.querySelector("#numbers"), { childList: true });""");
    page.set("epochs", String.valueOf(EPOCHS));
    page.click("#start");
    page.awaitState("Done");
    chromium.evaluate("window.span = draws.at(-1) - draws[0]");
    return seconds(runs.resolve(chromium.evaluate("followed").getAsString()));
  }

  /** Seconds of an epoch, by the run's own clock and without its test: the median of all. */
  private double seconds(URI path) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    int count = 0;
    String last = "";
    HttpRequest request = HttpRequest.newBuilder(path).build();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          count++;
          last = line.substring("data: ".length());
        }
      }
    }
    events = count / ((System.nanoTime() - begin) / 1e9);
    JsonArray epochs = JsonParser.parseString(last).getAsJsonObject().getAsJsonArray("epochs");
    return median(
        StreamSupport.stream(epochs.spliterator(), false)
            .map(each -> each.getAsJsonObject().get("seconds").getAsDouble())
            .toList());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
