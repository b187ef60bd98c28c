package io.github.softmaxregression.web;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Counts requests, for Prometheus (text format 0.0.4). */
final class Metrics {
  /** The request's attribute with the route that it took. */
  static final String ROUTE = "route";

  private static final String PREFIX = "softmax_regression_";

  /** Upper ends of the latencies' buckets, in seconds. */
  private static final double[] ENDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private static final int ERRORS = 400;

  /** Answers of one route with one status. */
  private record Answer(String method, String route, int status) {}

  private static final class Latency {
    private final LongAdder[] buckets = new LongAdder[ENDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Latency() {
      Arrays.setAll(buckets, i -> new LongAdder());
    }

    void add(long duration) {
      int bucket = 0;
      while (bucket < ENDS.length && duration > ENDS[bucket] * 1e9) {
        bucket++;
      }
      buckets[bucket].increment();
      nanos.add(duration);
    }
  }

  private final Map<Answer, LongAdder> answers = new ConcurrentHashMap<>();
  private final Map<String, Latency> latencies = new ConcurrentHashMap<>();
  private final LongAdder pictures = new LongAdder();

  /** A request was answered. */
  void count(Request request, Response response, long nanos) {
    Object attribute = request.getAttribute(ROUTE);
    String route =
        attribute == null ? "none" : attribute.toString(); // no path that anybody invents
    String method = attribute == null ? "any" : request.getMethod();
    answers
        .computeIfAbsent(new Answer(method, route, response.getStatus()), key -> new LongAdder())
        .increment();
    latencies.computeIfAbsent(route, key -> new Latency()).add(nanos);
  }

  /** Pictures were classified. */
  void countPictures(int count) {
    pictures.add(count);
  }

  /**
   * All of it as text.
   *
   * @param gauges further values by name, with their meaning
   */
  String text(ServedModel model, Map<Gauge, Number> gauges) {
    StringBuilder text = new StringBuilder();
    counters(text);
    histograms(text);
    head(text, "pictures_total", "counter", "Pictures classified.");
    line(text, "pictures_total", "", pictures.sum());
    head(text, "model_info", "gauge", "The model that is served, by the digest of its zip.");
    line(
        text,
        "model_info",
        "{name=\"%s\",version=\"%s\",sha256=\"%s\"}"
            .formatted(escaped(model.name()), model.version(), model.sha256()),
        1);
    gauges.forEach(
        (gauge, value) -> {
          head(text, gauge.name, gauge.type, gauge.help);
          line(text, gauge.name, "", value);
        });
    return text.toString();
  }

  private void counters(StringBuilder text) {
    SortedMap<String, Long> requests = new TreeMap<>();
    SortedMap<String, Long> errors = new TreeMap<>();
    answers.forEach(
        (answer, count) -> {
          String labels =
              "{method=\"%s\",route=\"%s\",status=\"%d\"}"
                  .formatted(answer.method(), answer.route(), answer.status());
          requests.put(labels, count.sum());
          if (answer.status() >= ERRORS) {
            errors.put(labels, count.sum());
          }
        });
    head(text, "requests_total", "counter", "Requests answered.");
    requests.forEach((labels, count) -> line(text, "requests_total", labels, count));
    head(text, "errors_total", "counter", "Requests answered with an error.");
    errors.forEach((labels, count) -> line(text, "errors_total", labels, count));
  }

  private void histograms(StringBuilder text) {
    String name = "request_duration_seconds";
    head(text, name, "histogram", "Time from a request's head to the end of its answer.");
    new TreeMap<>(latencies)
        .forEach(
            (route, latency) -> {
              long count = 0;
              for (int i = 0; i < latency.buckets.length; i++) {
                count += latency.buckets[i].sum();
                String end = i < ENDS.length ? String.valueOf(ENDS[i]) : "+Inf";
                String labels = "{route=\"%s\",le=\"%s\"}".formatted(route, end);
                line(text, name + "_bucket", labels, count);
              }
              String labels = "{route=\"%s\"}".formatted(route);
              line(text, name + "_sum", labels, latency.nanos.sum() / 1e9);
              line(text, name + "_count", labels, count);
            });
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP %1$s%2$s %3$s\n# TYPE %1$s%2$s %4$s\n".formatted(PREFIX, name, help, type));
  }

  private static void line(StringBuilder text, String name, String labels, Number value) {
    text.append(PREFIX).append(name).append(labels).append(' ').append(value).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** A value that others know. */
  enum Gauge {
    IN_PROGRESS("requests_in_progress", "gauge", "Requests that are worked on."),
    CONNECTIONS("connections_open", "gauge", "Open connections."),
    RELOADS("model_reloads_total", "counter", "Zips that have taken the place of the first."),
    FAILURES("model_reload_failures_total", "counter", "Replaced zips that could not be read."),
    UP_TO_DATE("model_up_to_date", "gauge", "1, or 0 while the zip cannot be read."),
    HEAP("heap_used_bytes", "gauge", "Java memory in use.");

    private final String name;
    private final String type;
    private final String help;

    Gauge(String name, String type, String help) {
      this.name = name;
      this.type = type;
      this.help = help;
    }
  }
}
