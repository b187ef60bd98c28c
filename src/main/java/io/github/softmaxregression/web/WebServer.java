package io.github.softmaxregression.web;

import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.web.http.AccessHandler;
import io.github.softmaxregression.web.http.Addresses;
import io.github.softmaxregression.web.http.ConcurrencyLimit;
import io.github.softmaxregression.web.http.EventStreams;
import io.github.softmaxregression.web.http.IdleConnections;
import io.github.softmaxregression.web.http.InferencePool;
import io.github.softmaxregression.web.http.Limits;
import io.github.softmaxregression.web.http.Metrics;
import io.github.softmaxregression.web.http.OriginPolicy;
import io.github.softmaxregression.web.http.PeriodicTasks;
import io.github.softmaxregression.web.http.ProblemErrorHandler;
import io.github.softmaxregression.web.http.RequestBuffer;
import io.github.softmaxregression.web.http.Responses;
import io.github.softmaxregression.web.playground.Playground;
import io.github.softmaxregression.web.playground.PlaygroundApi;
import io.github.softmaxregression.web.protocol.InferenceApi;
import io.github.softmaxregression.web.protocol.ServedModel;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves a page and an HTTP API over a model. */
public final class WebServer implements AutoCloseable {
  private final ModelReloader models;
  private final Limits limits;
  private final String host;
  private final InferencePool pool = new InferencePool();
  private final Metrics metrics = new Metrics();
  private final IdleConnections connections;
  private final ConcurrencyLimit concurrency;
  private final Javalin javalin;
  private final PeriodicTasks tasks;
  private final Playground playground; // null where nothing can be trained

  private WebServer(
      ModelReloader models,
      Playground playground,
      Limits limits,
      String host,
      int port,
      OriginPolicy origins,
      Consumer<Throwable> warnings) {
    this.models = models;
    this.playground = playground;
    this.limits = limits;
    this.host = host;
    this.tasks = new PeriodicTasks(warnings);
    this.connections = new IdleConnections(limits);
    this.concurrency = new ConcurrencyLimit(limits.requests(), connections);
    this.javalin = Javalin.create(config -> configure(config, port, origins, warnings));
    metrics.gauge("requests_in_progress", "Requests that are worked on.", concurrency::inProgress);
    metrics.gauge("connections_open", "Open connections.", connections::open);
    Runtime java = Runtime.getRuntime();
    DoubleSupplier used = () -> java.totalMemory() - java.freeMemory();
    metrics.gauge("heap_used_bytes", "Java memory in use.", used);
    String late = "Workers that have not come back in time.";
    metrics.gauge("workers_late", late, pool::late);
    if (playground != null) {
      metrics.gauge("playground_runs", "Runs under way.", playground::running);
    }
    models.addMetrics(metrics);
  }

  /**
   * Starts a server.
   *
   * @param playground where visitors train, or null: then they cannot
   * @param port 0 for any that is free
   * @param allowedHosts names beyond the host that it may be called by
   * @param warnings receives what goes wrong while it runs
   * @throws IOException if it cannot listen there
   */
  public static WebServer start(
      ModelReloader models,
      Playground playground,
      Limits limits,
      String host,
      int port,
      List<String> allowedHosts,
      Consumer<Throwable> warnings)
      throws IOException {
    WebServer server = null;
    try {
      OriginPolicy origins = new OriginPolicy(host, allowedHosts);
      server = new WebServer(models, playground, limits, host, port, origins, warnings);
      server.javalin.start();
      server.tasks.everySecond("idle connections", server.connections::sweep);
      server.tasks.everySecond("model reloads", models::poll);
      if (playground != null) {
        server.tasks.everySecond("playground", playground::sweep);
      }
      return server;
    } catch (Exception e) {
      if (server != null) {
        server.close();
      }
      String address = "%s:%d".formatted(host, port);
      String found = "that it cannot listen there (%s)".formatted(Causes.root(e).getMessage());
      String expected = "an address of this machine and a port that is free";
      throw new InvalidFileException(
          address, found, expected, "choose others with --host and --port");
    }
  }

  private void configure(
      JavalinConfig config, int port, OriginPolicy origins, Consumer<Throwable> warnings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    // More threads than work on requests, so that refusing one never waits.
    QueuedThreadPool threads = new QueuedThreadPool(limits.requests() + 16);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(
        server -> {
          Handler request = new GracefulHandler(new RequestBuffer(concurrency, limits));
          if (playground != null) {
            request =
                new EventStreams(
                    request, PlaygroundApi.EVENTS, new PlaygroundApi(playground)::events);
          }
          server.setHandler(new AccessHandler(request, origins, connections, metrics));
          server.setErrorHandler(new ProblemErrorHandler());
          server.setStopTimeout(TimeUnit.SECONDS.toMillis(20));
        });
    config.jetty.addConnector((server, ignored) -> connector(server, port));
    Routes.add(
        config.routes,
        new PredictApi(models, pool, limits, metrics),
        new InferenceApi(models::current, models::isUpToDate, pool, limits, metrics),
        new ModelApi(models, pool),
        this::metrics,
        playground != null);
    if (playground != null) {
      Routes.addPlayground(config.routes, new PlaygroundApi(playground));
    }
    Routes.addProblems(config.routes, warnings);
  }

  private ServerConnector connector(Server server, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(8192);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    // Later than what says why it ends a connection: RequestBuffer, and IdleConnections.
    connector.setIdleTimeout(2 * limits.timeout().toMillis());
    connector.setAcceptQueueSize(limits.connections());
    connector.addBean(connections);
    return connector;
  }

  private void metrics(Context context) throws IOException {
    ServedModel model = models.current();
    byte[] text = metrics.text(model.name(), model.version(), model.sha256());
    Responses.bytes(context, Metrics.MEDIA_TYPE, text);
  }

  /** The page's address on this machine. */
  public String address() {
    return Addresses.local(host, javalin.port());
  }

  /** The page's addresses for other machines, the likeliest first; none where they cannot come. */
  public List<String> addressesForOthers() {
    return Addresses.forOthers(host, javalin.port());
  }

  /** Answers the requests that have come, and ends. */
  @Override
  public void close() {
    if (playground != null) {
      playground.close(); // first: streams end with their runs
    }
    javalin.stop();
    tasks.close();
    pool.close();
  }
}
