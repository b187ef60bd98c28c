package io.github.softmaxregression.web.playground;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.softmaxregression.web.http.EventStreams;
import io.github.softmaxregression.web.http.HttpProblem;
import io.github.softmaxregression.web.http.RequestBuffer;
import io.github.softmaxregression.web.http.Responses;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Begins runs and leads them, as a page asks for it. */
public record PlaygroundApi(Playground playground) {
  /** The path of a run's events, with its name. */
  public static final String EVENTS = "/api/playground/runs/([0-9a-f]{16})/events";

  private static final Duration PAUSE = Duration.ofMillis(33); // between events
  private static final int MOST_DELAY = 2000; // milliseconds
  private static final Gson GSON = new Gson();

  private record Start(String visitor, boolean paused, PlaygroundSettings settings) {}

  private record Order(String action, int delay) {}

  /** Says what there is to learn from. */
  public void describe(Context context) {
    Responses.json(
        context,
        Map.of("images", playground.trainingImages(), "classNames", playground.classNames()));
  }

  /** Begins a run. */
  public void start(Context context) {
    Start start = body(context, Start.class);
    if (start.settings == null || start.visitor == null || !start.visitor.matches("\\w{1,40}")) {
      throw new HttpProblem(400, "no settings, or no visitor: expected both");
    }
    String id = playground.start(start.visitor, start.settings, start.paused);
    Responses.json(context, Map.of("id", id, "settings", start.settings));
  }

  /** Pauses a run, or lets it go on. */
  public void order(Context context) {
    PlaygroundRun run = playground.run(context.pathParam("id"));
    Order order = body(context, Order.class);
    switch (String.valueOf(order.action)) {
      case "pause" -> run.pause();
      case "step" -> run.step();
      case "stop" -> run.stop(null);
      case "resume" -> {
        if (order.delay < 0 || order.delay > MOST_DELAY) {
          throw new HttpProblem(400, "delay %d: expected 0 to %d ms", order.delay, MOST_DELAY);
        }
        run.resume(Duration.ofMillis(order.delay));
      }
      default -> throw new HttpProblem(400, "another action: expected pause, step, resume or stop");
    }
    Responses.json(context, Map.of("state", run.latest().state()));
  }

  /** Gives the zip of a run that is paused or over. */
  public void zip(Context context) {
    byte[] zip = playground.zip(context.pathParam("id"));
    context.header("Content-Disposition", "attachment; filename=\"playground.zip\"");
    Responses.bytes(context, "application/zip", zip);
  }

  /** Follows a run: its snapshots as JSON, at most 30 in a second. */
  public EventStreams.Source events(String id) {
    PlaygroundRun run = playground.run(id);
    return new EventStreams.Source() {
      private long known = -1;
      private boolean over;

      @Override
      public String next() throws InterruptedException {
        if (over) {
          return null;
        }
        if (known >= 0) {
          Thread.sleep(PAUSE.toMillis());
        }
        Snapshot snapshot = run.next(known, Duration.ofSeconds(1));
        if (snapshot.version() == known) {
          return "";
        }
        known = snapshot.version();
        over = snapshot.state().isOver();
        return GSON.toJson(snapshot);
      }
    };
  }

  private static <T> T body(Context context, Class<T> type) {
    byte[] body = context.attribute(RequestBuffer.ATTRIBUTE);
    try {
      T value = GSON.fromJson(new String(body, StandardCharsets.UTF_8), type);
      if (value != null) {
        return value;
      }
    } catch (JsonParseException e) {
      throw new HttpProblem(400, "what is not the JSON that is expected");
    } catch (RuntimeException e) { // of the settings' own checks, behind Gson's reflection
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof IllegalArgumentException) {
          throw new HttpProblem(400, cause.getMessage());
        }
      }
      throw e;
    }
    throw new HttpProblem(400, "an empty body: expected JSON");
  }
}
