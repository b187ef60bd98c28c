package io.github.softmaxregression.web;

import io.github.softmaxregression.report.Resource;
import io.github.softmaxregression.web.http.HttpProblem;
import io.github.softmaxregression.web.http.Metrics;
import io.github.softmaxregression.web.http.Responses;
import io.github.softmaxregression.web.playground.PlaygroundApi;
import io.github.softmaxregression.web.protocol.InferenceApi;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Leads each path to its handler or file of the page, and each exception to a problem. */
final class Routes {
  /** The media type of each file of the page; others are not served. */
  static final Map<String, String> ASSETS = new TreeMap<>();

  static {
    ASSETS.put("index.html", "text/html; charset=utf-8");
    ASSETS.put("style.css", "text/css; charset=utf-8");
    ASSETS.put("icon.svg", "image/svg+xml");
    ASSETS.put("openapi.json", "application/json");
    for (String script :
        "answer app card charts dom intake overlay pictures server sketch".split(" ")) {
      ASSETS.put(script + ".js", "text/javascript; charset=utf-8");
    }
  }

  /** Are the files of the playground, served where there is one. */
  static final Map<String, String> PLAYGROUND_ASSETS = new TreeMap<>();

  static {
    PLAYGROUND_ASSETS.put("playground.html", "text/html; charset=utf-8");
    for (String script : "curves experiments mine playground runs runtable settings".split(" ")) {
      PLAYGROUND_ASSETS.put(script + ".js", "text/javascript; charset=utf-8");
    }
  }

  /** Lets notebooks have their styles, pictures and fonts inside, and nothing from elsewhere. */
  private static final String NOTEBOOK_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Finds the comment in the page that holds the link to the playground. */
  private static final String LINK = "<!-- playground: (.*) -->";

  private Routes() {}

  static void add(
      RoutesConfig routes,
      PredictApi predict,
      InferenceApi inference,
      ModelApi model,
      Handler metrics,
      boolean playground) {
    // The metrics know requests by route: clients may invent any path.
    Handler note = c -> c.attribute(Metrics.ROUTE, c.endpoints().matchedHttpEndpoint().path);
    routes.beforeMatched(note);
    get(routes, "/", context -> page(context, playground));
    for (String file : ASSETS.keySet()) {
      if (!file.equals("index.html")) {
        get(routes, "/" + file, context -> asset(context, file, ASSETS.get(file)));
      }
    }
    get(routes, "/notebooks/{file}", Routes::notebook);
    get(routes, "/metrics", metrics);
    routes.post("/api/predict", predict::predict);
    get(routes, "/api/model", model::card);
    get(routes, "/api/model/weights", model::weights);
    get(routes, "/api/test-images", model::testImages);
    get(routes, "/api/test-images/{index}", model::testImage);
    get(routes, "/v2", inference::server);
    get(routes, "/v2/health/live", inference::live);
    get(routes, "/v2/health/ready", inference::ready);
    String named = "/v2/models/{name}";
    for (String path : List.of(named, named + "/versions/{version}")) {
      get(routes, path, inference::model);
      get(routes, path + "/ready", inference::modelReady);
      routes.post(path + "/infer", inference::infer);
    }
  }

  static void addPlayground(RoutesConfig routes, PlaygroundApi playground) {
    PLAYGROUND_ASSETS.forEach(
        (file, type) -> get(routes, "/" + file, context -> asset(context, file, type)));
    get(routes, "/api/playground", playground::describe);
    routes.post("/api/playground/runs", playground::start);
    routes.post("/api/playground/runs/{id}", playground::order);
    get(routes, "/api/playground/runs/{id}/zip", playground::zip);
  }

  /** Adds HEAD too: Javalin would answer it without the handler, with a length of 0. */
  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private static void asset(Context context, String file, String type) throws IOException {
    context.header("Cache-Control", "no-cache");
    try (InputStream in = Routes.class.getResourceAsStream("/web/" + file)) {
      Responses.bytes(context, type, in.readAllBytes());
    }
  }

  /** A notebook's page, with what its code has printed. */
  private static void notebook(Context context) throws IOException {
    String file = context.pathParam("file");
    boolean named = file.matches("[0-9a-z-]{1,60}\\.html"); // no path
    try (InputStream in =
        named ? Routes.class.getResourceAsStream("/notebooks-export/" + file) : null) {
      if (in == null) {
        throw new HttpProblem(404, "no such notebook; /notebooks/index.html lists all");
      }
      context.header("Cache-Control", "no-cache");
      context.header("Content-Security-Policy", NOTEBOOK_POLICY);
      Responses.bytes(context, ASSETS.get("index.html"), in.readAllBytes());
    }
  }

  /** The page, with its link to the playground where there is one. */
  private static void page(Context context, boolean playground) throws IOException {
    context.header("Cache-Control", "no-cache");
    String page = Resource.text(Routes.class, "/web/index.html");
    String shown = page.replaceFirst(LINK, playground ? "$1" : "");
    Responses.bytes(context, ASSETS.get("index.html"), shown.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds what is answered where a route fails, or none is there; warns of what no client did. */
  static void addProblems(RoutesConfig routes, Consumer<Throwable> warnings) {
    routes.exception(HttpProblem.class, (e, context) -> Responses.problem(context, e));
    routes.exception(HttpResponseException.class, Routes::answer);
    routes.exception(
        Exception.class,
        (e, context) -> {
          warnings.accept(e);
          String detail = "the server has failed; what went wrong is on its standard error";
          Responses.problem(context, new HttpProblem(500, detail));
        });
  }

  private static void answer(HttpResponseException e, Context context) {
    String allowed = String.join(", ", new TreeMap<>(e.getDetails()).values());
    if (e.getStatus() == 405) {
      context.header("Allow", allowed.toUpperCase(Locale.ROOT));
    }
    String detail =
        switch (e.getStatus()) {
          case 404 -> "nothing is here; /openapi.json lists what is";
          case 405 -> "another method: expected " + allowed;
          default -> String.valueOf(e.getMessage());
        };
    Responses.problem(context, new HttpProblem(e.getStatus(), detail));
  }
}
