package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A headless Chromium, spoken to by its own DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final Gson GSON = new Gson();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path profile; // null for a tab that another one owns
  private final URI target;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private int lastCall;

  private Chromium(Process process, Path profile, URI target) {
    this.process = process;
    this.profile = profile;
    this.target = target;
    this.socket =
        HTTP.newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(Await.SECONDS))
            .buildAsync(target, new Listener())
            .join();
  }

  /** The program, where it is installed. */
  static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one with a profile of its own. */
  static Chromium start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("chromium");
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox", // which containers do not allow
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    Path portFile = folder.resolve("DevToolsActivePort");
    AtomicReference<URI> page = new AtomicReference<>();
    try {
      Await.until(
          "a page of Chromium's",
          () -> {
            assertThat(process.isAlive()).isTrue();
            page.set(page(Files.readAllLines(portFile).get(0)));
            return true;
          });
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw new IOException("no start: " + Files.readString(folder.resolve("output.txt")), e);
    }
    return new Chromium(process, folder, page.get()).enabled();
  }

  private Chromium enabled() {
    for (String domain : List.of("Page", "Runtime", "Network", "Log", "Performance")) {
      call(domain + ".enable", Map.of());
    }
    return this;
  }

  /** Opens another tab, of the same person; closing it leaves this one. */
  Chromium tab() {
    JsonObject made = call("Target.createTarget", Map.of("url", "about:blank"));
    String id = made.get("targetId").getAsString();
    return new Chromium(process, null, target.resolve("/devtools/page/" + id)).enabled();
  }

  /** Lets files be downloaded into a folder. */
  void downloadTo(Path folder) {
    call(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /** Bytes that live JavaScript objects take, after a collection. */
  long heap() {
    call("HeapProfiler.collectGarbage", Map.of());
    for (JsonElement metric : call("Performance.getMetrics", Map.of()).getAsJsonArray("metrics")) {
      if (metric.getAsJsonObject().get("name").getAsString().equals("JSHeapUsedSize")) {
        return metric.getAsJsonObject().get("value").getAsLong();
      }
    }
    throw new IllegalStateException("no size of the heap");
  }

  private static URI page(String port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
            .timeout(Duration.ofSeconds(Await.SECONDS))
            .build();
    String list = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    for (JsonElement each : JsonParser.parseString(list).getAsJsonArray()) {
      if (each.getAsJsonObject().get("type").getAsString().equals("page")) {
        return URI.create(each.getAsJsonObject().get("webSocketDebuggerUrl").getAsString());
      }
    }
    throw new IOException("no page in " + list);
  }

  /** Calls a method of the protocol and waits for its result. */
  JsonObject call(String method, Map<String, ?> parameters) {
    int id = ++lastCall;
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    calls.put(id, answer);
    String text = GSON.toJson(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(text, true).orTimeout(Await.SECONDS, TimeUnit.SECONDS).join();
    JsonObject message = answer.orTimeout(Await.SECONDS, TimeUnit.SECONDS).join();
    if (message.has("error")) {
      throw new IllegalStateException(method + ": " + message.get("error"));
    }
    return message.getAsJsonObject("result");
  }

  /** The value of a JavaScript expression, which may be a promise. */
  JsonElement evaluate(String expression) {
    JsonObject result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
    }
    JsonObject value = result.getAsJsonObject("result");
    return value.get("value");
  }

  /** Waits until an expression holds. */
  void await(String condition) throws InterruptedException {
    Await.until(condition, () -> evaluate("Boolean(" + condition + ")").getAsBoolean());
  }

  /** Makes the window so large, in CSS pixels, and light or dark. */
  void look(int width, int height, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void open(String url) throws InterruptedException {
    call("Page.navigate", Map.of("url", url));
    await("location.href.startsWith(" + GSON.toJson(url) + ") && document.readyState==='complete'");
  }

  /** Presses, moves or releases the mouse. */
  void mouse(String type, double x, double y) {
    call(
        "Input.dispatchMouseEvent",
        Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
  }

  /** The window, or all of the page, as a PNG. */
  byte[] screenshot(boolean whole) {
    JsonObject result =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole));
    return Base64.getDecoder().decode(result.get("data").getAsString());
  }

  /** What was complained of on the console, and uncaught exceptions. */
  List<String> errors() {
    return new ArrayList<>(errors);
  }

  /** From here on. */
  void forgetErrors() {
    errors.clear();
  }

  /** The addresses of all requests. */
  List<String> requests() {
    return new ArrayList<>(requests);
  }

  @Override
  public void close() {
    if (profile == null) {
      call("Page.close", Map.of());
      socket.abort();
      return;
    }
    socket.abort();
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) { // one that lives on would write into the profile
      each.onExit().completeOnTimeout(each, Await.SECONDS, TimeUnit.SECONDS).join();
    }
    try {
      deleteProfile();
    } catch (IOException e) {
      System.err.println("left behind: " + profile); // no fault of the page's
    }
  }

  /** By hand: it holds links to elsewhere, which JUnit would warn of. */
  private void deleteProfile() throws IOException {
    try (Stream<Path> all = Files.walk(profile)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (UncheckedIOException e) { // a file that has gone in the meantime
      throw e.getCause();
    }
  }

  private void receive(JsonObject message) {
    if (message.has("id")) {
      calls.remove(message.get("id").getAsInt()).complete(message);
      return;
    }
    JsonObject parameters = message.getAsJsonObject("params");
    switch (message.get("method").getAsString()) {
      case "Runtime.exceptionThrown" -> errors.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> {
        if (parameters.get("type").getAsString().matches("error|warning|assert")) {
          errors.add(parameters.toString());
        }
      }
      case "Log.entryAdded" -> {
        if (parameters.getAsJsonObject("entry").get("level").getAsString().equals("error")) {
          errors.add(parameters.toString());
        }
      }
      case "Network.requestWillBeSent" ->
          requests.add(parameters.getAsJsonObject("request").get("url").getAsString());
      default -> {}
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        receive(JsonParser.parseString(text.toString()).getAsJsonObject());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
