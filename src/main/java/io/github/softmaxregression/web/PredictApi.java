package io.github.softmaxregression.web;

import com.google.gson.annotations.SerializedName;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.picture.Invert;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.PictureReader;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pictures in, classes out. */
final class PredictApi {
  private static final int BYTE = 0xff;

  private final Models models;
  private final Workers workers;
  private final Limits limits;
  private final Metrics metrics;
  private final PictureReader reader;

  PredictApi(Models models, Workers workers, Limits limits, Metrics metrics) {
    this.models = models;
    this.workers = workers;
    this.limits = limits;
    this.metrics = metrics;
    this.reader = new PictureReader(limits.pixels());
  }

  /** An answer to one request. */
  private record Answer(String model, String version, List<Entry> predictions) {}

  /**
   * What is said of one picture: an error, or all the rest.
   *
   * @param inverted whether bright and dark were exchanged
   * @param pixels [height * width], 0 to 255, as the network saw them; if they were asked for
   */
  private record Entry(
      String file,
      String error,
      @SerializedName("class") String className,
      Integer label,
      Double probability,
      Map<String, Double> probabilities,
      Boolean inverted,
      Integer height,
      Integer width,
      int[] pixels) {}

  /** Classifies a picture, or those of a form. */
  void predict(Context context) throws Exception {
    Invert invert = invert(context.queryParam("invert"));
    boolean pixels = flag(context.queryParam("pixels"));
    List<Multipart.Upload> files = files(context);
    ServedModel model = models.current();
    List<Entry> entries = workers.call(() -> classify(model, files, invert, pixels));
    if (entries.stream().allMatch(entry -> entry.error != null)) {
      throw new HttpProblem(422, entries.get(0).error);
    }
    Answers.json(context, new Answer(model.name(), model.version(), entries));
  }

  private static Invert invert(String text) {
    if (text == null) {
      return Invert.AUTO;
    }
    try {
      return Invert.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new HttpProblem(400, "invert=%s: expected auto, yes or no".formatted(text));
    }
  }

  private static boolean flag(String text) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw new HttpProblem(400, "pixels=%s: expected true or false".formatted(text));
    }
    return "true".equals(text);
  }

  private List<Multipart.Upload> files(Context context) {
    byte[] body = context.attribute(WholeBody.ATTRIBUTE);
    String type = context.contentType();
    String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
    if (kind.startsWith("image/") || kind.startsWith("application/octet-stream")) {
      return List.of(new Multipart.Upload("the picture", body));
    }
    if (!kind.startsWith("multipart/form-data")) {
      throw new HttpProblem(
          415,
          "%s: expected multipart/form-data, image/... or application/octet-stream"
              .formatted(kind.isBlank() ? "no content type" : "content type " + type));
    }
    List<Multipart.Upload> files = Multipart.read(body, type, limits.batch());
    if (files.isEmpty()) {
      throw new HttpProblem(400, "no file in the form: expected one picture or more");
    }
    return files;
  }

  private List<Entry> classify(
      ServedModel model, List<Multipart.Upload> files, Invert invert, boolean pixels) {
    int height = model.input().height();
    int width = model.input().width();
    List<Picture> pictures = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (Multipart.Upload file : files) {
      Picture picture = null;
      String error = null;
      try {
        picture = reader.read(file.content(), file.name(), invert, height, width);
      } catch (InvalidFileException e) {
        error = e.getMessage();
      }
      pictures.add(picture);
      errors.add(error);
    }
    List<Picture> readable = pictures.stream().filter(picture -> picture != null).toList();
    List<Prediction> predictions = model.classifier().classify(readable);
    metrics.countPictures(readable.size());
    List<Entry> entries = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < files.size(); i++) {
      String file = files.get(i).name();
      entries.add(
          pictures.get(i) == null
              ? new Entry(file, errors.get(i), null, null, null, null, null, null, null, null)
              : entry(file, pictures.get(i), predictions.get(next++), pixels));
    }
    return entries;
  }

  private static Entry entry(String file, Picture picture, Prediction prediction, boolean pixels) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < prediction.classNames().size(); i++) {
      probabilities.put(prediction.classNames().get(i), prediction.probabilities().get(i));
    }
    return new Entry(
        file,
        null,
        prediction.className(),
        prediction.label(),
        prediction.probability(),
        probabilities,
        picture.inverted(),
        picture.height(),
        picture.width(),
        pixels ? unsigned(picture.pixels()) : null);
  }

  private static int[] unsigned(byte[] bytes) {
    int[] values = new int[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & BYTE;
    }
    return values;
  }
}
