package io.github.softmaxregression.web;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of one server, which runs while they do. */
abstract class WithServer {
  static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    server = RunningServer.start(RunningServer.limits(8, 100, 10));
  }

  @AfterAll
  static void stop() {
    server.close();
  }
}
