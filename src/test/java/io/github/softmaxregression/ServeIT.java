package io.github.softmaxregression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.web.http.Addresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts and stops the server as a person does. */
class ServeIT {
  private static final Pattern ADDRESS =
      Pattern.compile("is served at (http://127\\.0\\.0\\.1:\\d+/)");

  @TempDir private Path folder;

  private Process process;

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  private URI serve(FatJar jar, String... more) throws Exception {
    return start(jar, "serve", more);
  }

  /** Starts a server and waits until it tells its address. */
  private URI start(FatJar jar, String command, String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of(command, "--port", "0"));
    args.addAll(List.of(more));
    process = jar.start(args.toArray(String[]::new));
    Await.until("the address", () -> address().find() || !process.isAlive());
    Matcher address = address();
    assertThat(address.find()).as("standard error: " + errors()).isTrue();
    return URI.create(address.group(1));
  }

  private Matcher address() throws IOException {
    return ADDRESS.matcher(FatJar.outputOf(process));
  }

  private String errors() throws IOException {
    return FatJar.errorsOf(process);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return send(HttpRequest.newBuilder(address));
  }

  /** The first test image, an ankle boot. */
  private static byte[] boot() throws IOException {
    return Pictures.png(FashionMnist.bundled().test(), 0);
  }

  /** The rest of the request comes only after the signal, when others are no longer let in. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC}) // which have signals
  void whatIsUnderWayWhenItIsStoppedIsAnswered() throws Exception {
    URI address = serve(FatJar.in(folder));
    byte[] boot = boot();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(30_000);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
              + "Expect: 100-continue\r\nContent-Length: %d\r\n\r\n";
      out.write(head.formatted(boot.length).getBytes(UTF_8));
      out.flush();
      assertThat(new String(in.readNBytes(25), UTF_8)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

      process.destroy(); // SIGTERM
      Await.until("the port's end", () -> !isListening(address));
      out.write(boot);
      out.flush();
      assertThat(new String(in.readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"class\":\"ankle boot\"");
    }
    assertThat(Await.exit(process, 60)).isEqualTo(143);
    assertThat(errors()).isEmpty();
  }

  private static boolean isListening(URI address) {
    try (Socket other = new Socket(address.getHost(), address.getPort())) {
      return other.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void answersAsTheCommandLineDoesAndWritesNothing() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Files.write(folder.resolve("boot.png"), boot());
    JsonObject expected =
        JsonParser.parseString(
                FatJar.in(folder).run("predict", "boot.png", "--format", "json").out())
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject();
    URI address = serve(FatJar.in(folder).javaOptions("-Djava.io.tmpdir=" + temporary));

    ByteArrayOutputStream form = new ByteArrayOutputStream();
    String part = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\n";
    form.writeBytes(part.getBytes(UTF_8));
    form.writeBytes(boot());
    form.writeBytes(("\r\n" + part).getBytes(UTF_8));
    form.writeBytes(new byte[10 << 20]); // more than servers keep in memory as a rule
    form.writeBytes("\r\n--x--\r\n".getBytes(UTF_8));
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(address.resolve("/api/predict"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray())));

    JsonArray found =
        JsonParser.parseString(response.body()).getAsJsonObject().getAsJsonArray("predictions");
    JsonObject first = found.get(0).getAsJsonObject();
    assertThat(first.get("class").getAsString()).isEqualTo(expected.get("predicted").getAsString());
    assertThat(first.get("probability")).isEqualTo(expected.get("probability"));
    assertThat(found.get(1).getAsJsonObject().get("error").getAsString()).contains("no picture");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
    assertThat(errors()).isEmpty();
  }

  @Test
  void aZipThatIsReplacedIsServedAndABadOneIsNot() throws Exception {
    Path zip = Files.write(folder.resolve("m.zip"), ModelSource.of("chapter").bytes());
    URI model = serve(FatJar.in(folder), "--model", "m.zip").resolve("/v2/models/m");
    String before = get(model).body();

    Files.write(zip, ModelSource.of("best").bytes());
    Await.until("the new model", () -> !get(model).body().equals(before));
    String after = get(model).body();
    assertThat(after).contains("\"name\":\"m\"").isNotEqualTo(before);
    assertThat(errors()).isEmpty();

    Files.writeString(zip, "no zip");
    Await.until("a line on standard error", () -> errors().endsWith("\n"));
    assertThat(errors())
        .startsWith("error: m.zip: found no sound zip archive")
        .contains("; the model that was read before is still served")
        .hasLineCount(1);
    assertThat(get(model).body()).isEqualTo(after);
    assertThat(get(model.resolve("/metrics")).body())
        .contains("softmax_regression_model_reload_failures_total 1.0\n");
  }

  /** A telephone reads the address off the screen; the page is there. */
  @Test
  void aTelephoneFindsThePlayground() throws Exception {
    assumeThat(Addresses.forOthers("0.0.0.0", 0)).as("addresses on a network").isNotEmpty();
    URI address = start(FatJar.in(folder), "playground", "--host", "0.0.0.0");
    Await.until("the last line", () -> FatJar.outputOf(process).contains("stop with Ctrl-C"));
    String printed = FatJar.outputOf(process);
    String read = Telephone.readOnDark(printed);

    assertThat(printed).startsWith("watch it learn at " + address + "playground.html\n");
    assertThat(read)
        .isEqualTo(Addresses.forOthers("0.0.0.0", address.getPort()).get(0) + "playground.html");
    assertThat(printed).contains("\nfor other machines: " + read + "\n█");
    assertThat(printed)
        .contains("\nanyone who can reach this machine can use it\nand train on it, two at a time");
    HttpResponse<String> page = get(URI.create(read));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>");
    assertThat(errors()).isEmpty();
  }
}
