package io.github.softmaxregression.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.Await;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.web.http.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoublePredicate;
import org.apache.commons.io.function.IOFunction;
import org.junit.jupiter.api.Test;

/** What is too much or too slow is refused, and does not stop others. */
class LimitsTest {
  private static final String ASK = "GET /v2/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String LAST_ASK =
      "GET /v2/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private static final class Latches {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);

    void pass() throws IOException {
      reached.countDown();
      try {
        open.await(Await.SECONDS, SECONDS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  @Test
  void requestsBeyondTheLimitAreSentAwayAtOnce() throws Exception {
    Latches latches = new Latches();
    IOFunction<InputFormat, ImageSet> slow =
        input -> {
          latches.pass();
          return FashionMnist.bundled().test();
        };
    try (RunningServer server =
        new RunningServer(ModelSource.of("best"), slow, RunningServer.limits(1, 100, 10))) {
      CompletableFuture<HttpResponse<String>> first =
          CompletableFuture.supplyAsync(() -> server.get("/api/model"));
      assertThat(latches.reached.await(Await.SECONDS, SECONDS)).isTrue();
      HttpResponse<String> second = server.get("/api/model/weights");
      HttpResponse<String> third = server.get("/v2");
      latches.open.countDown();

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(third.statusCode()).isEqualTo(503);
      assertThat(third.body()).startsWith("{\"error\":\"too many requests at once");
      assertThat(first.get(Await.SECONDS, SECONDS).statusCode()).isEqualTo(200);
      assertThat(server.get("/api/model").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void connectionsBeyondTheLimitAreToldSo() throws Exception {
    try (RunningServer server = RunningServer.start(RunningServer.limits(8, 3, 60))) {
      List<Socket> idle = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket socket = server.connect();
        RunningServer.write(socket, ASK);
        assertThat(socket.getInputStream().read()).isEqualTo('H'); // it was let in
        idle.add(socket);
      }
      try (Socket more = server.connect()) {
        assertThat(RunningServer.exchange(more, ASK))
            .startsWith("HTTP/1.1 503 ")
            .contains("Retry-After: 1")
            .contains("Connection: close")
            .contains("too many connections");
      }
      for (Socket socket : idle) {
        socket.close();
      }
      awaitAnswer(server);
    }
  }

  /** Others are let in again, if only a moment later. */
  private static void awaitAnswer(RunningServer server) throws InterruptedException {
    Await.until(
        "200",
        () -> {
          try (Socket socket = server.connect()) {
            return RunningServer.exchange(socket, LAST_ASK).startsWith("HTTP/1.1 200 ");
          }
        });
  }

  @Test
  void slowHeadsAndBodiesStopNoOthersAndEnd() throws Exception {
    try (RunningServer server = RunningServer.start(RunningServer.limits(2, 100, 3))) {
      List<Socket> heads = new ArrayList<>();
      List<Socket> bodies = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        heads.add(server.connect());
        RunningServer.write(heads.get(i), "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
        bodies.add(server.connect());
        RunningServer.write(
            bodies.get(i),
            "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                + "Content-Length: 1000\r\n\r\nsome");
      }
      assertThat(server.get("/v2/health/live").statusCode()).isEqualTo(200);

      // A byte now and then is no request: Jetty's own time-out would begin anew with each.
      Thread trickle =
          new Thread(
              () -> {
                try {
                  while (true) {
                    RunningServer.write(heads.get(0), "x");
                    Thread.sleep(200);
                  }
                } catch (IOException | InterruptedException e) {
                  // the connection was ended, as it should
                }
              });
      trickle.start();
      for (Socket head : heads) {
        assertThat(isOver(head)).isTrue();
      }
      for (Socket body : bodies) {
        assertThat(new String(body.getInputStream().readAllBytes()))
            .startsWith("HTTP/1.1 408 ")
            .contains("the body did not arrive within 3 s");
      }
      trickle.join(Duration.ofSeconds(Await.SECONDS).toMillis());
      assertThat(trickle.isAlive()).isFalse();
      assertThat(server.get("/v2/health/live").statusCode()).isEqualTo(200);
    }
  }

  private static final String MUCH =
      "GET /api/test-images?count=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500);

  /** Asks for 40 megabytes, more than any system buffers, and reads none. */
  private static Socket askForMuch(RunningServer server) throws IOException {
    URI address = URI.create(server.address());
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1024);
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    RunningServer.write(socket, MUCH);
    return socket;
  }

  @Test
  void slowReadersStopNoOthers() throws Exception {
    try (RunningServer server = RunningServer.start(RunningServer.limits(2, 100, 60))) {
      assertThat(server.get("/api/model").statusCode()).isEqualTo(200);
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        silent.add(askForMuch(server));
      }
      awaitAnswer(server);
      awaitOpen(server, open -> open > silent.size() / 2); // they are still there
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void slowReadersAreEnded() throws Exception {
    try (RunningServer server = RunningServer.start(RunningServer.limits(2, 100, 1));
        Socket socket = askForMuch(server)) {
      awaitOpen(server, open -> open == 1); // the one that asks for the number
      assertThat(socket.isClosed()).isFalse();
    }
  }

  /** Waits for a number of open connections; while the server is busy it tells none. */
  private static void awaitOpen(RunningServer server, DoublePredicate expected)
      throws InterruptedException {
    Await.until(
        "so many open connections",
        () ->
            server
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("softmax_regression_connections_open "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .anyMatch(expected));
  }

  /** Whether the other side ends a connection, one way or the other, without having answered. */
  private static boolean isOver(Socket socket) {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketException e) { // reset: there were bytes left to read
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void slowSendersAreToldThatTheServerStops() throws Exception {
    RunningServer server = RunningServer.start(RunningServer.limits(2, 100, 60));
    try (Socket socket = server.connect()) {
      RunningServer.write(
          socket,
          "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
              + "Content-Length: 1000\r\n\r\nsome");
      awaitOpen(server, open -> open == 2);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      assertThat(RunningServer.exchange(socket, ""))
          .startsWith("HTTP/1.1 503 ")
          .contains("the server is stopping");
      stopped.get(Await.SECONDS, SECONDS);
    }
  }

  @Test
  void aBodyOfUnknownLengthIsCutOff() throws Exception {
    Limits small = new Limits(1000, 1000, 1, 8, 100, Duration.ofSeconds(10));
    try (RunningServer server = RunningServer.start(small);
        Socket socket = server.connect()) {
      RunningServer.write(
          socket,
          "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n"
              + "x".repeat(1001)); // and no end
      assertThat(RunningServer.exchange(socket, ""))
          .startsWith("HTTP/1.1 413 ")
          .contains("a body of more than 1,000 bytes");
    }
  }

  @Test
  void aBodyThatIsTooLongIsNotWaitedFor() throws Exception {
    try (RunningServer server = RunningServer.start(Limits.DEFAULTS);
        Socket socket = server.connect()) {
      String head =
          "POST /v2/models/x/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n";
      assertThat(RunningServer.exchange(socket, head))
          .startsWith("HTTP/1.1 413 ")
          .contains("{\"error\":\"a body of more than 16,777,216 bytes");
    }
  }

  /** A client that sends it all before reading the answer still gets it. */
  @Test
  void theAnswerToABodyThatIsTooLongArrives() throws IOException {
    try (RunningServer server = RunningServer.start(Limits.DEFAULTS)) {
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> response =
            server.post("/api/predict", "image/png", new byte[Limits.DEFAULTS.bytes() + 1]);
        assertThat(response.statusCode()).isEqualTo(413);
      }
    }
  }

  @Test
  void limitsAreAboveZero() {
    assertThatThrownBy(() -> new Limits(1, 1, 0, 1, 1, Duration.ofSeconds(1)))
        .hasMessage("--max-batch 0: expected 1 or more");
    assertThatThrownBy(() -> new Limits(1, 1, 1, 1, 1, Duration.ZERO))
        .hasMessage("--timeout 0: expected 1 to 3600");
    assertThatThrownBy(() -> new Limits(1, 1, 1, 1, 1, Duration.ofSeconds(Long.MAX_VALUE)))
        .hasMessage("--timeout 9223372036854775807: expected 1 to 3600");
  }
}
