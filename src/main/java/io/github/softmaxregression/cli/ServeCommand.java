package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.web.Limits;
import io.github.softmaxregression.web.Models;
import io.github.softmaxregression.web.WebServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a saved model on a page, and answers programs. */
@Command(
    name = "serve",
    description =
        "Opens a page and an HTTP API over a saved model: draw or drop a picture and see what the"
            + " network makes of it. Only this machine can reach it unless --host says otherwise.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class ServeCommand implements Callable<Integer> {
  private static final int LARGEST_PORT = 65_535;

  @Spec private CommandSpec spec;
  @Mixin private ModelOption model;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions compute;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "A name beside localhost that the server may be called by; may be repeated.")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description =
          "Refuse requests with more. All that arrive at a time may take an eighth of Java's memory."
              + " Default: ${DEFAULT-VALUE}.")
  private int bytes = Limits.DEFAULTS.bytes();

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Refuse pictures with more. Default: ${DEFAULT-VALUE}.")
  private long pixels = Limits.DEFAULTS.pixels();

  @Option(
      names = "--max-batch",
      paramLabel = "N",
      description = "Refuse requests with more pictures. Default: ${DEFAULT-VALUE}.")
  private int batch = Limits.DEFAULTS.batch();

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      description = "Work on so many at the same time. Default: ${DEFAULT-VALUE}.")
  private int requests = Limits.DEFAULTS.requests();

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = "Keep so many open at the same time. Default: ${DEFAULT-VALUE}.")
  private int connections = Limits.DEFAULTS.connections();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "For a request's head or body to arrive, and its answer to be read. Default: ${DEFAULT-VALUE}.")
  private long timeout = Limits.DEFAULTS.timeout().toSeconds();

  @Override
  public Integer call() throws IOException {
    Limits limits = limits();
    compute.check();
    data.source(); // which checks its options
    PrintWriter out = spec.commandLine().getOut();
    Models models =
        new Models(
            model.source(),
            model::load,
            input -> ModelOption.fitted(data.source(input::height).test(), input, model.source()),
            this::complain);
    try (ShutdownHook stop = new ShutdownHook();
        WebServer server = start(models, limits)) {
      out.printf("%s is served at %s%n", model.source().describe(), server.address());
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        out.println("whoever can reach this machine can use it");
      }
      out.println("stop with Ctrl-C");
      out.flush();
      stop.await();
    }
    return 0;
  }

  private Limits limits() {
    if (port < 0 || port > LARGEST_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--port %d: expected 0 to %d".formatted(port, LARGEST_PORT));
    }
    try {
      return new Limits(bytes, pixels, batch, requests, connections, Duration.ofSeconds(timeout));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * Starts the server while the model is read, which takes as long; it is told once both are there.
   */
  private WebServer start(Models models, Limits limits) throws IOException {
    try (Background<Void> loading = Background.start("ND4J", () -> read(models))) {
      WebServer server = WebServer.start(models, limits, host, port, allowedHosts, this::complain);
      try {
        loading.result();
        return server;
      } catch (IOException | RuntimeException | Error e) {
        server.close();
        throw e;
      }
    }
  }

  private Void read(Models models) throws IOException {
    compute.start(
        ImageClassifier.BATCH, FashionMnist.SIDE * FashionMnist.SIDE, FashionMnist.CLASSES);
    models.read();
    if (data.isGiven()) { // what is wrong with them is to be known now
      models.examine();
    }
    return null;
  }

  private void complain(Exception error) {
    ErrorLine.warn(error, spec.commandLine().getErr());
  }
}
