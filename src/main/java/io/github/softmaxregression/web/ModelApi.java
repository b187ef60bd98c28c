package io.github.softmaxregression.web;

import io.github.softmaxregression.store.Provenance;
import io.javalin.http.Context;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is known of the model, for its card: numbers, weights and test images. */
final class ModelApi {
  private static final int MOST_ROWS = 1000;

  private final Models models;
  private final Workers workers;

  ModelApi(Models models, Workers workers) {
    this.models = models;
    this.workers = workers;
  }

  /** The card. */
  private record Card(
      String name,
      String version,
      String sha256,
      List<String> classNames,
      int height,
      int width,
      boolean hasWeights,
      String settings,
      Provenance provenance,
      Examination.Summary test,
      String noTest) {}

  /** For each class the weights of its pixels and its bias: score = x · w + b, x = byte / 255. */
  private record Weights(String version, int height, int width, List<ClassWeights> classes) {}

  private record ClassWeights(String name, float bias, float[] weights) {}

  private record Rows(int count, List<Examination.Row> images) {}

  void card(Context context) throws Exception {
    ServedModel model = models.current();
    Examination.Summary test = null;
    String noTest = null;
    try {
      test = workers.call(() -> model.examination().summary());
    } catch (IOException e) { // the data set has other classes, for example
      noTest = e.getMessage();
    }
    Provenance provenance = model.stored().provenance().orElse(null);
    Answers.json(
        context,
        new Card(
            model.name(),
            model.version(),
            model.sha256(),
            model.input().classNames(),
            model.input().height(),
            model.input().width(),
            model.stored().softmaxRegression().isPresent(),
            provenance == null ? null : provenance.settings(),
            provenance,
            test,
            noTest));
  }

  void weights(Context context) throws Exception {
    ServedModel model = models.current();
    var network =
        model
            .stored()
            .softmaxRegression()
            .orElseThrow(
                () -> new HttpProblem(404, "a model of several layers: no weight for each pixel"));
    List<ClassWeights> classes = new ArrayList<>();
    workers.call(
        () -> {
          INDArray bias = network.bias();
          for (int k = 0; k < network.classes(); k++) {
            float[] column = network.weights().getColumn(k).dup().toFloatVector();
            classes.add(
                new ClassWeights(model.input().classNames().get(k), bias.getFloat(0, k), column));
          }
          return null;
        });
    Answers.json(
        context,
        new Weights(model.version(), model.input().height(), model.input().width(), classes));
  }

  /** Test images, of a true or predicted class if one is given, from one on. */
  void testImages(Context context) throws Exception {
    Integer truth = number(context, "truth", null);
    Integer predicted = number(context, "predicted", null);
    int from = number(context, "from", 0);
    int count = Math.min(MOST_ROWS, number(context, "count", 100));
    List<Examination.Row> all = examination().select(truth, predicted);
    int start = Math.min(from, all.size());
    int end = Math.min(all.size(), start + count);
    Answers.json(context, new Rows(all.size(), all.subList(start, end)));
  }

  /** One test image as a PNG. */
  void testImage(Context context) throws Exception {
    var images = examination().images();
    int index;
    try {
      index = Integer.parseInt(context.pathParam("index"));
    } catch (NumberFormatException e) {
      index = -1;
    }
    if (index < 0 || index >= images.size()) {
      throw new HttpProblem(
          404,
          "test image %s: expected 0 to %d"
              .formatted(context.pathParam("index"), images.size() - 1));
    }
    BufferedImage picture =
        new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, images.width(), images.height(), images.image(index));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.setUseCache(false); // nothing touches the disk
    ImageIO.write(picture, "png", png);
    Answers.bytes(context, "image/png", png.toByteArray());
  }

  private Examination examination() throws Exception {
    try {
      return workers.call(() -> models.current().examination());
    } catch (IOException e) {
      throw new HttpProblem(404, "no test images for this model: " + e.getMessage());
    }
  }

  private static Integer number(Context context, String name, Integer otherwise) {
    String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,7}")) {
      throw new HttpProblem(400, "%s=%s: expected a number from 0 on".formatted(name, text));
    }
    return Integer.valueOf(text);
  }
}
