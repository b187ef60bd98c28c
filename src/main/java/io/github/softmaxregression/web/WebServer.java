package io.github.softmaxregression.web;

import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.data.InvalidFileException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A page and an HTTP API over a model. */
public final class WebServer implements AutoCloseable {
  /** Threads beyond those that work on requests, so that refusing one never waits. */
  private static final int SPARE_THREADS = 16;

  private static final int STOP_SECONDS = 20;
  private static final int HEAD_BYTES = 8192;

  private final Models models;
  private final Limits limits;
  private final Workers workers = new Workers();
  private final Metrics metrics = new Metrics();
  private final Places places;
  private final Connections connections;
  private final Javalin javalin;
  private final String host;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "clock");
            thread.setDaemon(true);
            return thread;
          });

  private WebServer(
      Models models,
      Limits limits,
      String host,
      int port,
      Visitors visitors,
      Consumer<Exception> complaints) {
    this.models = models;
    this.limits = limits;
    this.host = host;
    this.places = new Places(limits.requests());
    this.connections = new Connections(limits.connections(), limits.timeout());
    this.javalin = Javalin.create(config -> configure(config, port, visitors, complaints));
  }

  /**
   * Starts a server.
   *
   * @param host the address to listen on
   * @param port to listen on; 0 for any that is free
   * @param allowedHosts names beyond the host that it may be called by
   * @param complaints receives what goes wrong while it runs
   * @throws IOException if it cannot listen there
   */
  public static WebServer start(
      Models models,
      Limits limits,
      String host,
      int port,
      List<String> allowedHosts,
      Consumer<Exception> complaints)
      throws IOException {
    try {
      Visitors visitors = new Visitors(host, allowedHosts);
      WebServer server = new WebServer(models, limits, host, port, visitors, complaints);
      server.start();
      return server;
    } catch (Exception e) {
      throw new InvalidFileException(
          "%s:%d".formatted(host, port),
          "that nobody can listen there (%s)".formatted(Causes.root(e).getMessage()),
          "an address of this machine and a port that is free",
          "choose others with --host and --port");
    }
  }

  private void start() {
    try {
      javalin.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    clock.scheduleWithFixedDelay(connections::sweep, 1, 1, TimeUnit.SECONDS);
    clock.scheduleWithFixedDelay(models::look, 1, 1, TimeUnit.SECONDS);
  }

  private void configure(
      JavalinConfig config, int port, Visitors visitors, Consumer<Exception> complaints) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    QueuedThreadPool threads = new QueuedThreadPool(limits.requests() + SPARE_THREADS);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(
        server -> {
          server.setHandler(handlers(visitors));
          server.setErrorHandler(new Problems());
          server.setStopTimeout(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        });
    config.jetty.addConnector((server, ignored) -> connector(server, port));
    Routes.add(
        config.routes,
        new PredictApi(models, workers, limits, metrics),
        new InferenceApi(models, workers, limits, metrics),
        new ModelApi(models, workers),
        this::metrics);
    Routes.addProblems(config.routes, complaints);
  }

  /** What a request goes through before it comes to its route. */
  private Handler handlers(Visitors visitors) {
    WholeBody body = new WholeBody(limits.bytes(), limits.timeout());
    WholeAnswer answer = new WholeAnswer(connections);
    answer.setHandler(places);
    body.setHandler(answer);
    Doorkeeper first = new Doorkeeper(visitors, connections, metrics);
    first.setHandler(new GracefulHandler(body));
    return first;
  }

  private ServerConnector connector(Server server, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEAD_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(limits.timeout().toMillis());
    connector.setAcceptQueueSize(limits.connections());
    connector.addBean(connections);
    return connector;
  }

  private void metrics(Context context) {
    Runtime runtime = Runtime.getRuntime();
    Map<Metrics.Gauge, Number> gauges = new EnumMap<>(Metrics.Gauge.class);
    gauges.put(Metrics.Gauge.IN_PROGRESS, places.taken());
    gauges.put(Metrics.Gauge.CONNECTIONS, connections.open());
    gauges.put(Metrics.Gauge.RELOADS, models.reloads());
    gauges.put(Metrics.Gauge.FAILURES, models.failures());
    gauges.put(Metrics.Gauge.UP_TO_DATE, models.isUpToDate() ? 1 : 0);
    gauges.put(Metrics.Gauge.HEAP, runtime.totalMemory() - runtime.freeMemory());
    Answers.text(
        context,
        "text/plain; version=0.0.4; charset=utf-8",
        metrics.text(models.current(), gauges));
  }

  /** Where the page is. */
  public String address() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "http://%s:%d/".formatted(name, javalin.port());
  }

  /** Answers the requests that have come, and ends. */
  @Override
  public void close() {
    javalin.stop();
    clock.shutdownNow();
    workers.close();
  }
}
