package io.github.softmaxregression.web;

import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.ImageClassifier.Outcome;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.inference.SimilarImages;
import io.github.softmaxregression.inference.SimilarImages.Similar;
import io.github.softmaxregression.picture.Box;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.picture.Invert;
import io.github.softmaxregression.picture.NotEnoughMemoryException;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.picture.Preparation;
import io.github.softmaxregression.web.http.HttpProblem;
import io.github.softmaxregression.web.http.InferencePool;
import io.github.softmaxregression.web.http.Limits;
import io.github.softmaxregression.web.http.Metrics;
import io.github.softmaxregression.web.http.Multipart;
import io.github.softmaxregression.web.http.Multipart.Upload;
import io.github.softmaxregression.web.http.Query;
import io.github.softmaxregression.web.http.RequestBuffer;
import io.github.softmaxregression.web.http.Responses;
import io.github.softmaxregression.web.protocol.ServedModel;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.io.function.IOFunction;

/** Classifies pictures for the page. */
record PredictApi(ModelReloader models, InferencePool pool, Limits limits, Metrics metrics) {
  private record Predictions(String model, String version, List<Map<String, Object>> predictions) {}

  void predict(Context context) throws Exception {
    String pixels = parameter(context, "pixels", "false", "true|false", "true or false");
    int similar = Integer.parseInt(parameter(context, "similar", "0", "[0-9]|10", "0 to 10"));
    Box box = box(context);
    byte[] body = context.attribute(RequestBuffer.ATTRIBUTE);
    // As it was sent: servlets would look up its charset, which clients may invent.
    String type = Objects.requireNonNullElse(context.header("Content-Type"), "");
    ServedModel model = models.current();
    Preparation usual = ImageClassifier.preparation(model.input());
    Invert invert = Invert.valueOf(when(context, "invert", usual.invert()));
    Crop crop = Crop.valueOf(when(context, "crop", usual.crop()));
    Preparation how = usual.with(invert, crop).within(box);
    PictureReader reader = new PictureReader(limits.pixels());
    IOFunction<Upload, Picture> source = file -> reader.read(file.content(), file.name(), how);
    boolean withPixels = pixels.equals("true");
    var entries =
        pool.call(
            () -> {
              List<Upload> files = files(body, type);
              var training = similar == 0 ? null : SimilarImages.forModel(model.input());
              var outcomes = model.classifier().classify(files, source);
              if (outcomes.stream().anyMatch(each -> isShort(each.error()))) {
                throw new HttpProblem(503, "not enough memory at the moment; try again");
              }
              return outcomes.stream()
                  .map(each -> entry(each, training, similar, withPixels))
                  .toList();
            });
    var errors = entries.stream().map(each -> each.get("error")).filter(Objects::nonNull).toList();
    metrics.countPictures(entries.size() - errors.size());
    if (errors.size() == entries.size()) {
      throw new HttpProblem(422, (String) errors.get(0));
    }
    Responses.json(context, new Predictions(model.name(), model.version(), entries));
  }

  private static boolean isShort(IOException error) {
    return error instanceof NotEnoughMemoryException;
  }

  /** What is answered for one picture: an error, or all the rest. */
  private static Map<String, Object> entry(
      Outcome<Upload> outcome, SimilarImages training, int similar, boolean withPixels) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("file", outcome.input().name());
    if (outcome.error() != null) {
      entry.put("error", outcome.error().getMessage());
      return entry;
    }
    Prediction prediction = outcome.prediction();
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < prediction.classNames().size(); i++) {
      probabilities.put(prediction.classNames().get(i), prediction.probabilities().get(i));
    }
    entry.put("class", prediction.className());
    entry.put("label", prediction.label());
    entry.put("probability", prediction.probability());
    entry.put("probabilities", probabilities);
    if (prediction.doubt() != null) {
      entry.put("note", prediction.doubt().words());
    }
    if (prediction.unlikeness() != null) {
      entry.put("unlikeness", prediction.unlikeness());
    }
    Picture picture = outcome.picture();
    entry.put("inverted", picture.inverted());
    entry.put("height", picture.height());
    entry.put("width", picture.width());
    picture
        .finding()
        .box()
        .ifPresent(
            taken -> { // in shares of the upright picture: left, top, right, bottom; [points, x and
              // y]
              entry.put("box", taken.shares().stream().map(PredictApi::rounded).toList());
              var outline = picture.finding().outline().stream();
              entry.put(
                  "outline", outline.map(at -> List.of(rounded(at.x()), rounded(at.y()))).toList());
            });
    if (withPixels) { // as the network saw them
      entry.put("pixels", numbers(picture.pixels()));
    }
    if (training != null) {
      var alike = training.of(picture.pixels(), similar).stream();
      entry.put("similar", alike.map(each -> entry(each, training, withPixels)).toList());
    }
    return entry;
  }

  /** What is answered for one training image. */
  private static Map<String, Object> entry(
      Similar similar, SimilarImages training, boolean withPixels) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("index", similar.index());
    entry.put("class", similar.name());
    entry.put("distance", similar.distance());
    if (withPixels) {
      entry.put("pixels", numbers(training.image(similar.index())));
    }
    return entry;
  }

  /** Writes pixels [height * width] as numbers from 0 to 255. */
  private static int[] numbers(byte[] pixels) {
    return IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xff).toArray();
  }

  /** Rounds a share so that a picture of 10,000 pixels is met to the pixel. */
  private static double rounded(double share) {
    return Math.round(1e4 * share) / 1e4;
  }

  /** The part of the pictures that counts; null for all of them. */
  private static Box box(Context context) {
    String text = Query.value(context, "box");
    try {
      return text == null ? null : Box.parse(text);
    } catch (IllegalArgumentException e) {
      throw new HttpProblem(400, e.getMessage());
    }
  }

  private static String when(Context context, String name, Enum<?> usual) {
    return parameter(context, name, usual.name(), "(?i)auto|yes|no", "auto, yes or no")
        .toUpperCase(Locale.ROOT);
  }

  private static String parameter(
      Context context, String name, String otherwise, String known, String expected) {
    String text = Objects.requireNonNullElse(Query.value(context, name), otherwise);
    if (!text.matches(known)) {
      throw new HttpProblem(400, "%s=%s: expected %s", name, text, expected);
    }
    return text;
  }

  private List<Upload> files(byte[] body, String type) throws IOException {
    String kind = type.toLowerCase(Locale.ROOT);
    if (kind.startsWith("image/") || kind.startsWith("application/octet-stream")) {
      return List.of(new Upload("the picture", body));
    }
    if (!kind.startsWith("multipart/form-data")) {
      String found = type.isBlank() ? "no content type" : "content type " + type;
      String expected = "multipart/form-data, image/... or application/octet-stream";
      throw new HttpProblem(415, "%s: expected %s", found, expected);
    }
    List<Upload> files = Multipart.read(body, type, limits.batch());
    if (files.isEmpty()) {
      throw new HttpProblem(400, "no file in the form: expected one picture or more");
    }
    return files;
  }
}
