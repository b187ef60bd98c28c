package io.github.softmaxregression.web;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Misclassification;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.web.protocol.ServedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A model's results on the test images, one prediction each. */
record TestSetResults(ServedModel model, ImageSet images, Predictions predictions) {
  /** The result for the image at an index, with names of classes and the predicted one's share. */
  record Row(int index, String truth, String predicted, double probability) {}

  static TestSetResults of(ServedModel model, ImageSet images) {
    return new TestSetResults(model, images, Predictions.of(model.stored().model(), images));
  }

  /** The numbers of the model's card. */
  Map<String, Object> summary() {
    EvaluationReport report = predictions.report(images.classNames());
    var mistakes = Misclassification.mostConfident(predictions, 18).stream();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("testImages", images.size());
    summary.put("accuracy", report.accuracy());
    summary.put("standardError", report.standardError());
    summary.put("meanLoss", report.meanLoss());
    summary.put("classes", report.classRows());
    summary.put("confusion", report.confusion());
    summary.put("mistakes", mistakes.map(mistake -> row(mistake.index())).toList());
    return summary;
  }

  /** The images of a class that were taken for a class, in order; null stands for any class. */
  List<Row> select(Integer truth, Integer predicted) {
    return IntStream.range(0, predictions.size())
        .filter(i -> truth == null || predictions.truth()[i] == truth)
        .filter(i -> predicted == null || predictions.predicted()[i] == predicted)
        .mapToObj(this::row)
        .toList();
  }

  private Row row(int index) {
    String truth = images.classNames().get(predictions.truth()[index]);
    String predicted = images.classNames().get(predictions.predicted()[index]);
    return new Row(index, truth, predicted, predictions.confidence()[index]);
  }
}
