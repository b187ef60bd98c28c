package io.github.softmaxregression.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softmaxregression.data.ForeignText;
import java.util.List;

/**
 * Writes what the Hugging Face Hub reads of a model card: YAML before its text
 * (https://huggingface.co/docs/hub/model-cards), with the accuracy as Papers with Code's model
 * index has it. Texts are written as JSON, which YAML understands.
 *
 * @param names of the models
 * @param reports what is known of each, in the same order
 * @param dataSet name of the test images; null for Fashion-MNIST
 */
record HubHeader(List<String> names, List<RunReport> reports, String dataSet) {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final String MODEL =
      """
      - name: %s
        results:
        - task:
            type: image-classification
          dataset:
            name: %s
            type: %s
            split: test
          metrics:
          - type: accuracy
            value: %s
          - type: cross_entropy
            value: %s
      """;

  /** Writes it, from one line of dashes to the other. */
  String yaml() {
    boolean fashion = dataSet == null;
    StringBuilder yaml = new StringBuilder("---\n");
    yaml.append("license: %s\n".formatted(fashion ? "apache-2.0" : "unknown"));
    yaml.append("library_name: deeplearning4j\n");
    yaml.append("pipeline_tag: image-classification\n");
    yaml.append("tags:\n- softmax-regression\n- deeplearning4j\n- onnx\n");
    if (fashion) {
      yaml.append("- fashion-mnist\ndatasets:\n- zalando-datasets/fashion_mnist\n");
    }
    yaml.append("metrics:\n- accuracy\nmodel-index:\n");
    for (int i = 0; i < names.size(); i++) {
      RunReport report = reports.get(i);
      yaml.append(
          MODEL.formatted(
              text(names.get(i)),
              text(fashion ? "Fashion-MNIST" : dataSet),
              fashion ? "zalando-datasets/fashion_mnist" : "images",
              "%.4f".formatted(report.accuracy()),
              "%.4f".formatted(report.meanLoss())));
    }
    return yaml.append("---\n").toString();
  }

  private static String text(String foreign) {
    return JSON.toJson(ForeignText.plain(foreign));
  }
}
