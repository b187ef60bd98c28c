package io.github.softmaxregression.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Which path leads where. */
final class Routes {
  private static final String MODEL = "/v2/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";

  private final RoutesConfig routes;

  private Routes(RoutesConfig routes) {
    this.routes = routes;
  }

  /** Adds all of them. */
  static void add(
      RoutesConfig config,
      PredictApi predict,
      InferenceApi inference,
      ModelApi model,
      Handler metrics) {
    Routes routes = new Routes(config);
    routes.page();
    routes.get("/metrics", metrics);
    routes.post("/api/predict", predict::predict);
    routes.get("/api/model", model::card);
    routes.get("/api/model/weights", model::weights);
    routes.get("/api/test-images", model::testImages);
    routes.get("/api/test-images/{index}", model::testImage);
    routes.get("/v2", inference::server);
    routes.get("/v2/health/live", inference::live);
    routes.get("/v2/health/ready", inference::ready);
    for (String path : new String[] {MODEL, VERSION}) {
      routes.get(path, inference::model);
      routes.get(path + "/ready", inference::modelReady);
      routes.post(path + "/infer", inference::infer);
    }
  }

  private void page() {
    get("/", context -> Assets.serve(context, "index.html"));
    for (String file : Assets.TYPES.keySet()) {
      if (!file.equals("index.html")) {
        get("/" + file, context -> Assets.serve(context, file));
      }
    }
  }

  /** HEAD too, or Javalin would answer it without the handler, with a length of 0. */
  private void get(String path, Handler handler) {
    routes.get(path, named(path, handler));
    routes.head(path, named(path, handler));
  }

  private void post(String path, Handler handler) {
    routes.post(path, named(path, handler));
  }

  /** Leaves the route's name for the metrics: paths themselves may be anything. */
  private static Handler named(String path, Handler handler) {
    return context -> {
      context.attribute(Metrics.ROUTE, path);
      handler.handle(context);
    };
  }

  /** What is answered where a route fails, or none is there. */
  static void addProblems(RoutesConfig routes, Consumer<Exception> complaints) {
    routes.exception(
        HttpProblem.class, (e, context) -> Answers.problem(context, e.status(), e.getMessage()));
    routes.exception(
        HttpResponseException.class,
        (e, context) -> {
          String allowed = String.join(", ", new TreeMap<>(e.getDetails()).values());
          if (e.getStatus() == 405) {
            context.header("Allow", allowed.toUpperCase(Locale.ROOT));
          }
          Answers.problem(context, e.getStatus(), message(e, allowed));
        });
    routes.exception(
        Exception.class,
        (e, context) -> {
          complaints.accept(e);
          Answers.problem(
              context, 500, "the server has failed; what went wrong is on its standard error");
        });
  }

  private static String message(HttpResponseException e, String allowed) {
    return Map.of(
            404,
            "nothing is here; /openapi.json lists what is",
            405,
            "another method: expected " + allowed)
        .getOrDefault(e.getStatus(), String.valueOf(e.getMessage()));
  }
}
