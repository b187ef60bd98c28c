package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.web.http.Limits;
import io.github.softmaxregression.web.playground.PlaygroundApi;
import io.github.softmaxregression.web.protocol.InferenceApi;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served beside predictions: page, card, metrics, descriptions, refusals. */
class WebServerTest extends WithServer {
  @Test
  void thePageNamesOnlyFilesOfTheServer() {
    for (Map.Entry<String, String> asset : Routes.ASSETS.entrySet()) {
      HttpResponse<String> response = server.get("/" + asset.getKey().replace("index.html", ""));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
          .isEqualTo(asset.getValue().replace(" ", ""));
      if (!asset.getKey().equals("openapi.json")) {
        assertThat(response.body().replace("http://www.w3.org/2000/svg", ""))
            .doesNotContain("http:")
            .doesNotContain("https:")
            .doesNotContain("style=\"");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/nothing", "/v2", "/api/test-images/0", "/%zz"})
  void everyAnswerHasTheHeadersThatBrowsersHeed(String path) throws IOException {
    try (Socket socket = server.connect()) {
      String request = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      assertThat(RunningServer.exchange(socket, request.formatted(path)))
          .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src")
          .contains("X-Content-Type-Options: nosniff")
          .contains("X-Frame-Options: DENY")
          .contains("Referrer-Policy: no-referrer")
          .contains("Cross-Origin-Resource-Policy: same-origin")
          .doesNotContain("Server:")
          .doesNotContain("Access-Control-Allow-Origin")
          .doesNotContain("Exception");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n",
        "GET /../x HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n"
      })
  void whatIsNoRequestOrNotForThisServerIsAProblem(String request) throws IOException {
    try (Socket socket = server.connect()) {
      assertThat(RunningServer.exchange(socket, request))
          .containsPattern("^HTTP/1.1 4\\d\\d ")
          .contains("Content-Type: application/problem+json")
          .contains("\r\n\r\n{\"type\":\"about:blank\",\"title\":\"")
          .contains("Connection: close");
    }
  }

  @Test
  void otherPathsAndMethodsAreProblems() {
    HttpResponse<String> missing = server.get("/nothing");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    HttpResponse<String> method = server.get("/api/predict");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).hasValue("POST");
  }

  /** The routes that Javalin is given, against those that the description names. */
  @Test
  void theDescriptionHasEveryRoute() {
    Set<String> described = new TreeSet<>();
    JsonObject paths = RunningServer.json(server.get("/openapi.json")).getAsJsonObject("paths");
    paths
        .asMap()
        .forEach(
            (path, methods) ->
                methods
                    .getAsJsonObject()
                    .keySet()
                    .forEach(method -> described.add(method + " " + path)));
    Set<String> routes = new TreeSet<>();
    Javalin javalin =
        Javalin.create(
            config -> {
              Routes.add(
                  config.routes,
                  new PredictApi(null, null, Limits.DEFAULTS, null),
                  new InferenceApi(null, null, null, Limits.DEFAULTS, null),
                  new ModelApi(null, null),
                  context -> {},
                  true);
              Routes.addPlayground(config.routes, new PlaygroundApi(null));
            });
    javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(each -> each.endpoint)
        .filter(each -> each.method == HandlerType.GET || each.method == HandlerType.POST)
        .forEach(each -> routes.add(each.method.name().toLowerCase(Locale.ROOT) + " " + each.path));

    routes.add("get /api/playground/runs/{id}/events"); // which is no route, but a stream

    assertThat(described).isEqualTo(routes).hasSizeGreaterThan(20);
  }

  @Test
  void theCardTellsHowGoodTheModelIsAndHowItWasMade() {
    JsonObject card = RunningServer.json(server.get("/api/model"));

    assertThat(card.getAsJsonObject("test").get("accuracy").getAsDouble())
        .isCloseTo(0.851, within(0.01));
    assertThat(card.getAsJsonObject("test").get("standardError").getAsDouble())
        .isCloseTo(0.0036, within(0.0001));
    assertThat(card.getAsJsonObject("test").getAsJsonArray("mistakes")).hasSize(18);
    assertThat(card.getAsJsonObject("provenance").getAsJsonArray("epochs")).hasSize(12);
    assertThat(card.get("sha256").getAsString()).hasSize(64);

    JsonArray confusion = card.getAsJsonObject("test").getAsJsonArray("confusion");
    int shirtsAsCoats = confusion.get(6).getAsJsonArray().get(4).getAsInt();
    JsonObject cell =
        RunningServer.json(server.get("/api/test-images?truth=6&predicted=4&count=7"));
    assertThat(cell.get("count").getAsInt()).isEqualTo(shirtsAsCoats);
    assertThat(cell.getAsJsonArray("images"))
        .hasSize(7)
        .allSatisfy(
            each -> {
              assertThat(each.getAsJsonObject().get("truth").getAsString()).isEqualTo("shirt");
              assertThat(each.getAsJsonObject().get("predicted").getAsString()).isEqualTo("coat");
            });
  }

  /** The page adds up pixels times weights: what comes out must be what the network says. */
  @Test
  void weightsGiveTheProbabilities() throws IOException {
    var test = FashionMnist.bundled().test();
    JsonArray classes =
        RunningServer.json(server.get("/api/model/weights")).getAsJsonArray("classes");
    double[] scores = new double[10];
    double sum = 0;
    for (int k = 0; k < 10; k++) {
      JsonObject each = classes.get(k).getAsJsonObject();
      scores[k] = each.get("bias").getAsDouble();
      for (int i = 0; i < 784; i++) {
        scores[k] +=
            (test.image(0)[i] & 0xff) / 255.0 * each.getAsJsonArray("weights").get(i).getAsDouble();
      }
      sum += Math.exp(scores[k]);
    }
    JsonObject answer =
        RunningServer.json(server.post("/api/predict", "image/png", Pictures.png(test, 0)));
    JsonObject first = answer.getAsJsonArray("predictions").get(0).getAsJsonObject();
    List<JsonElement> probabilities =
        List.copyOf(first.getAsJsonObject("probabilities").asMap().values());
    for (int k = 0; k < 10; k++) {
      assertThat(probabilities.get(k).getAsDouble())
          .isCloseTo(Math.exp(scores[k]) / sum, within(1e-5));
    }
  }

  @Test
  void badQueriesAreProblems() {
    assertThat(server.get("/api/test-images?from=x").statusCode()).isEqualTo(400);
    assertThat(server.get("/api/test-images/10000").statusCode()).isEqualTo(404);
    assertThat(server.get("/api/test-images/-1").statusCode()).isEqualTo(404);
    assertThat(server.get("/api/test-images?from=9999&count=50").body()).contains("\"index\":9999");
  }

  @Test
  void metricsAreWhatPrometheusReads() {
    server.get("/api/test-images/7");
    server.get("/v2/models/unknown");
    server.get("/nothing");
    HttpResponse<String> response = server.get("/metrics");

    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain")
        .contains("version=0.0.4");
    Pattern line = Pattern.compile("(\\w+)(\\{\\w+=\"[^\"]*\"(,\\w+=\"[^\"]*\")*})? [-0-9.E]+");
    String type = null;
    for (String each : response.body().lines().toList()) {
      if (each.startsWith("# TYPE ")) {
        type = each.split(" ")[2];
      } else if (!each.startsWith("# HELP ")) {
        Matcher matcher = line.matcher(each);
        assertThat(matcher.matches()).as(each).isTrue();
        assertThat(matcher.group(1)).startsWith(type);
      }
    }
    assertThat(response.body())
        .contains(
            "softmax_regression_requests_total{method=\"GET\","
                + "route=\"/api/test-images/{index}\",status=\"200\"} ")
        .contains("softmax_regression_errors_total{method=\"any\",route=\"none\",status=\"404\"} ")
        .contains("request_duration_seconds_bucket{route=\"/v2/models/{name}\",le=\"+Inf\"} ")
        .containsPattern("softmax_regression_model_info\\{name=\"fashion-mnist-best\",.*version=\"")
        .contains("softmax_regression_model_up_to_date 1.0")
        .doesNotContain("/nothing");
    assertThat(JsonParser.parseString(server.get("/v2").body()).isJsonObject()).isTrue();
  }

  @Test
  void theHeadIsThatOfTheAnswer() {
    for (String path : List.of("/", "/openapi.json", "/v2/health/ready")) {
      HttpResponse<String> whole = server.get(path);
      HttpResponse<String> head =
          server.send(server.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length"))
          .isEqualTo(whole.headers().firstValue("Content-Length"))
          .isNotEqualTo(Optional.of("0"));
    }
  }
}
