package io.github.softmaxregression.web.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.DoubleSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Counts requests and reports on the server, for Prometheus. */
public final class Metrics {
  /** The request's attribute with the route that it took. */
  public static final String ROUTE = "route";

  public static final String MEDIA_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;
  private static final String PREFIX = "softmax_regression_";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      counter("requests_total", "Requests answered.", "method", "route", "status");
  private final Counter errors =
      counter("errors_total", "Requests answered with an error.", "method", "route", "status");
  private final Counter pictures = counter("pictures_total", "Pictures classified.");
  private final Histogram durations =
      Histogram.builder()
          .name(PREFIX + "request_duration_seconds")
          .help("Time from a request's head to the end of its answer.")
          .labelNames("route")
          .classicOnly()
          .classicUpperBounds(
              0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
          .register(registry);
  private final Info model =
      Info.builder()
          .name(PREFIX + "model_info")
          .help("The model that is served, by the digest of its zip.")
          .labelNames("name", "version", "sha256")
          .register(registry);

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(PREFIX + name).help(help).labelNames(labels).register(registry);
  }

  /** Adds a value that may rise and fall. */
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .callback(each -> each.call(value.getAsDouble()))
        .register(registry);
  }

  /** Adds a value that only rises. */
  public void total(String name, String help, DoubleSupplier value) {
    CounterWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .callback(each -> each.call(value.getAsDouble()))
        .register(registry);
  }

  void count(Request request, Response response, long nanos) {
    Object attribute = request.getAttribute(ROUTE);
    String route = attribute == null ? "none" : attribute.toString(); // clients invent paths
    String method = attribute == null ? "any" : request.getMethod();
    String status = String.valueOf(response.getStatus());
    requests.labelValues(method, route, status).inc();
    if (response.getStatus() >= 400) {
      errors.labelValues(method, route, status).inc();
    }
    durations.labelValues(route).observe(nanos / 1e9);
  }

  public void countPictures(int count) {
    pictures.inc(count);
  }

  /** All values in Prometheus' text format 0.0.4, with the model's name, version and digest. */
  public byte[] text(String name, String version, String sha256) throws IOException {
    model.setLabelValues(name, version, sha256);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    return text.toByteArray();
  }
}
