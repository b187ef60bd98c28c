package io.github.softmaxregression.web;

import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.web.http.HttpProblem;
import io.github.softmaxregression.web.http.InferencePool;
import io.github.softmaxregression.web.http.Query;
import io.github.softmaxregression.web.http.Responses;
import io.github.softmaxregression.web.protocol.ServedModel;
import io.javalin.http.Context;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Tells what is known of the model, for its card: figures, weights and test images. */
record ModelApi(ModelReloader models, InferencePool pool) {
  /** For each class the weights of its pixels and its bias: score = x · w + b, x = byte / 255. */
  private record Weights(String version, int height, int width, List<ClassWeights> classes) {}

  private record ClassWeights(String name, float bias, float[] weights) {}

  private record Rows(int count, List<TestSetResults.Row> images) {}

  void card(Context context) throws Exception {
    ServedModel model = models.current();
    Map<String, Object> card = new LinkedHashMap<>(); // nulls are left out
    card.put("name", model.name());
    card.put("version", model.version());
    card.put("sha256", model.sha256());
    card.put("classNames", model.input().classNames());
    card.put("height", model.input().height());
    card.put("width", model.input().width());
    card.put("hasWeights", model.stored().linear().isPresent());
    card.put("settings", model.stored().provenance().map(Provenance::settings).orElse(null));
    card.put("provenance", model.stored().provenance().orElse(null));
    try {
      card.put("test", pool.call(() -> models.testSetResults(model).summary()));
    } catch (IOException e) { // the data set has other classes, for example
      card.put("noTest", e.getMessage());
    }
    Responses.json(context, card);
  }

  void weights(Context context) throws Exception {
    ServedModel model = models.current();
    Responses.json(context, pool.call(() -> weights(model)));
  }

  private static Weights weights(ServedModel model) {
    var problem = new HttpProblem(404, "a model of several layers: no weight for each pixel");
    var linear = model.stored().linear().orElseThrow(() -> problem);
    var input = model.input();
    List<ClassWeights> classes = new ArrayList<>();
    for (int k = 0; k < linear.classes(); k++) {
      String name = input.classNames().get(k);
      classes.add(new ClassWeights(name, linear.bias(k), linear.weights(k)));
    }
    return new Weights(model.version(), input.height(), input.width(), classes);
  }

  void testImages(Context context) throws Exception {
    Integer truth = number(context, "truth", null);
    Integer predicted = number(context, "predicted", null);
    int from = number(context, "from", 0);
    int count = Math.min(1000, number(context, "count", 100));
    List<TestSetResults.Row> all = testSetResults().select(truth, predicted);
    Responses.json(context, new Rows(all.size(), all.stream().skip(from).limit(count).toList()));
  }

  void testImage(Context context) throws Exception {
    var images = testSetResults().images();
    String text = context.pathParam("index");
    int index = text.matches("\\d{1,7}") ? Integer.parseInt(text) : images.size();
    if (index >= images.size()) {
      throw new HttpProblem(404, "test image %s: expected 0 to %d", text, images.size() - 1);
    }
    var picture = new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, images.width(), images.height(), images.image(index));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.setUseCache(false); // nothing touches the disk
    ImageIO.write(picture, "png", png);
    Responses.bytes(context, "image/png", png.toByteArray());
  }

  private TestSetResults testSetResults() throws Exception {
    try {
      return pool.call(() -> models.testSetResults(models.current()));
    } catch (IOException e) {
      throw new HttpProblem(404, "no test images for this model: " + e.getMessage());
    }
  }

  private static Integer number(Context context, String name, Integer otherwise) {
    String text = Query.value(context, name);
    if (text != null && !text.matches("\\d{1,7}")) {
      throw new HttpProblem(400, "%s=%s: expected a number from 0 on", name, text);
    }
    return text == null ? otherwise : Integer.valueOf(text);
  }
}
