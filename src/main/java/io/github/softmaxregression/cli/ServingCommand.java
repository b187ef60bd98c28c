package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.cli.output.ErrorLine;
import io.github.softmaxregression.cli.output.QrCode;
import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.web.ModelReloader;
import io.github.softmaxregression.web.WebServer;
import io.github.softmaxregression.web.http.Limits;
import io.github.softmaxregression.web.playground.Playground;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a saved model until it is stopped: what the commands that serve have in common. */
abstract class ServingCommand extends CommandPart implements Callable<Integer> {
  @Mixin private ModelOption model;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions device;

  @Option(names = "--port", paramLabel = "N")
  private int port = 8080;

  @Option(names = "--host", paramLabel = "ADDRESS")
  private String host = "127.0.0.1";

  @Option(names = "--allow-host", paramLabel = "NAME")
  private List<String> allowedHosts = List.of();

  @Option(names = "--max-bytes", paramLabel = "N")
  private int bytes = Limits.DEFAULTS.bytes();

  @Option(names = "--max-pixels", paramLabel = "N")
  private long pixels = Limits.DEFAULTS.pixels();

  @Option(names = "--max-batch", paramLabel = "N")
  private int batch = Limits.DEFAULTS.batch();

  @Option(names = "--max-requests", paramLabel = "N")
  private int requests = Limits.DEFAULTS.requests();

  @Option(names = "--max-connections", paramLabel = "N")
  private int connections = Limits.DEFAULTS.connections();

  @Option(names = "--timeout", paramLabel = "SECONDS")
  private long timeout = Limits.DEFAULTS.timeout().toSeconds();

  /** Whether visitors may train. */
  abstract boolean hasPlayground();

  @Override
  public Integer call() throws IOException {
    Limits limits = limits();
    device.check();
    data.source(); // which checks its options
    ModelReloader models =
        new ModelReloader(
            model.source(),
            () -> model.load(device),
            input ->
                ModelOption.fitted(
                    data.source(() -> ImageClassifier.preparation(input)).test(),
                    input,
                    model.source()),
            this::complain);
    try (ShutdownHook stop = new ShutdownHook();
        WebServer server = start(models, limits)) {
      if (hasPlayground()) {
        printf("watch it learn at %s%n", page(server.address()));
      }
      printf("%s is served at %s%n", model.source().describe(), server.address());
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        invite(server.addressesForOthers());
      }
      notes(out()).println("stop with Ctrl-C");
      stop.await();
    }
    return 0;
  }

  /** Finds what visitors come for. */
  private String page(String address) {
    return hasPlayground() ? address + "playground.html" : address;
  }

  /** Tells others where it is, telephones by a QR code of the likeliest address. */
  private void invite(List<String> addresses) {
    for (int i = 0; i < addresses.size(); i++) {
      String page = page(addresses.get(i));
      printf("for other machines: %s%n", page);
      if (i == 0) {
        QrCode.print(page, notes(out()));
      }
    }
    notes(out()).println("anyone who can reach this machine can use it");
    if (hasPlayground()) {
      notes(out())
          .println("and train on it, two at a time: there is neither password nor encryption");
    }
  }

  private Limits limits() {
    requireRange("--port", port, 0, 65_535);
    try {
      return new Limits(bytes, pixels, batch, requests, connections, Duration.ofSeconds(timeout));
    } catch (IllegalArgumentException e) {
      throw usage("%s", e.getMessage());
    }
  }

  /**
   * Starts the server while the model is read, which takes as long; returns when both are there.
   */
  private WebServer start(ModelReloader models, Limits limits) throws IOException {
    try (Background<Void> loading = Background.start("model", () -> read(models))) {
      WebServer server =
          WebServer.start(models, playground(), limits, host, port, allowedHosts, this::complain);
      try {
        loading.result();
        return server;
      } catch (IOException | RuntimeException | Error e) {
        server.close();
        throw e;
      }
    }
  }

  private Playground playground() throws IOException {
    if (!hasPlayground()) {
      return null;
    }
    return new Playground(FashionMnist.bundled(), device::choice);
  }

  private Void read(ModelReloader models) throws IOException {
    if (hasPlayground()) {
      device.start();
    }
    models.read();
    if (!data.absoluteArguments().isEmpty()) { // what is wrong with them is to be known now
      models.evaluate();
    }
    return null;
  }

  private void complain(Throwable error) {
    ErrorLine.warn(error, err());
  }
}
