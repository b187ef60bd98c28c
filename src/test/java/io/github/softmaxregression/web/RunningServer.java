package io.github.softmaxregression.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.Await;
import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import io.github.softmaxregression.web.http.Limits;
import io.github.softmaxregression.web.playground.Playground;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.function.IOFunction;

/** A server inside this process, on a port that is free, and a client that asks it. */
final class RunningServer implements AutoCloseable {
  static final String MODEL = "fashion-mnist-best";

  private static final Pattern CONTENT_LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");
  private static final Duration TIMEOUT = Duration.ofSeconds(Await.SECONDS);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Throwable> complaints = new CopyOnWriteArrayList<>();
  private final ModelReloader models;
  private final WebServer server;

  RunningServer(ModelSource source, IOFunction<InputFormat, ImageSet> testImages, Limits limits)
      throws IOException {
    this(source, testImages, limits, null);
  }

  private RunningServer(
      ModelSource source,
      IOFunction<InputFormat, ImageSet> testImages,
      Limits limits,
      Playground playground)
      throws IOException {
    models = new ModelReloader(source, () -> StoredModel.load(source), testImages, complaints::add);
    models.read();
    server =
        WebServer.start(
            models, playground, limits, "127.0.0.1", 0, List.of("models.example"), complaints::add);
  }

  static RunningServer start(Limits limits) throws IOException {
    return new RunningServer(
        ModelSource.of("best"), input -> FashionMnist.bundled().test(), limits);
  }

  /** One whose visitors can train. */
  static RunningServer withPlayground(Limits limits) throws IOException {
    return withPlayground(limits, Duration.ofMinutes(1));
  }

  /** Starts one with a playground whose runs end after such a time unseen. */
  static RunningServer withPlayground(Limits limits, Duration unseen) throws IOException {
    FashionMnist data = FashionMnist.bundled();
    return new RunningServer(
        ModelSource.of("best"),
        input -> data.test(),
        limits,
        new Playground(data, () -> BackendChoice.of(Device.AUTO), unseen, Duration.ofMinutes(30)));
  }

  /** The body of an answer, while it comes. */
  InputStream stream(String path) {
    try {
      return client
          .send(request(path).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofInputStream())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The default limits, but for requests, connections and the time-out in seconds. */
  static Limits limits(int requests, int connections, int seconds) {
    return new Limits(
        Limits.DEFAULTS.bytes(),
        Limits.DEFAULTS.pixels(),
        Limits.DEFAULTS.batch(),
        requests,
        connections,
        Duration.ofSeconds(seconds));
  }

  String address() {
    return server.address();
  }

  ModelReloader models() {
    return models;
  }

  /** What the server has complained of. */
  List<Throwable> complaints() {
    return complaints;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address()).resolve(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String contentType, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> post(String path, String json) {
    return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** A form with files of the same name. */
  HttpResponse<String> postForm(String path, String fileName, byte[]... files) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (byte[] file : files) {
      form.writeBytes(
          ("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                  .formatted(fileName))
              .getBytes(StandardCharsets.UTF_8));
      form.writeBytes(file);
      form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    form.writeBytes("--limit--\r\n".getBytes(StandardCharsets.UTF_8));
    return post(path, "multipart/form-data; boundary=limit", form.toByteArray());
  }

  /** A connection of its own, for what is no proper request. */
  Socket connect() throws IOException {
    URI address = URI.create(address());
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout((int) TIMEOUT.toMillis());
    return socket;
  }

  /** Writes text to a connection and reads one answer. */
  static String exchange(Socket socket, String text) throws IOException {
    write(socket, text);
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    int end = Integer.MAX_VALUE;
    while (answer.length() < end) {
      int next = in.read();
      if (next == -1) {
        break;
      }
      answer.append((char) next);
      if (end == Integer.MAX_VALUE && next == '\n' && answer.toString().endsWith("\r\n\r\n")) {
        Matcher length = CONTENT_LENGTH.matcher(answer);
        end = answer.length() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
      }
    }
    return answer.toString();
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  @Override
  public void close() {
    server.close();
  }
}
