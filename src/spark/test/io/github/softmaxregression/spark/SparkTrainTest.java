package io.github.softmaxregression.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.cli.output.EvaluationPrinter;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.Logits;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkTrainTest {
  @TempDir private Path folder;

  private Path trained(String name) {
    Path zip = folder.resolve(name);
    Jobs.Result result =
        Jobs.run(
            new SparkTrain(),
            "--data",
            Jobs.FASHION_MNIST,
            "--part",
            "test",
            "--iterations",
            "15",
            "--out",
            zip.toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .matches(
            "trained on 10,000 images of 28 x 28, 10 classes: 15 iterations, loss 0\\.\\d{4}\\s+"
                + "saved \\S+\\s+");
    return zip;
  }

  @Test
  void theZipIsAnOrdinaryOneAndTheSameEachTime() throws IOException {
    StoredModel first = StoredModel.loadNetwork(ModelSource.file(trained("first.zip")));
    StoredModel second = StoredModel.loadNetwork(ModelSource.file(trained("second.zip")));

    ImageSet images = FashionMnist.bundled().test();
    var report = Predictions.of(first.model(), images).report(images.classNames());
    assertThat(report.accuracy()).isBetween(0.80, 0.90);
    assertThat(first.input().classNames()).isEqualTo(images.classNames());
    float[] parameters = first.softmaxRegression().orElseThrow().state().parameters();
    float[] again = second.softmaxRegression().orElseThrow().state().parameters();
    for (int i = 0; i < parameters.length; i++) {
      assertThat(again[i]).isEqualTo(parameters[i]);
    }
    Provenance made = first.provenance().orElseThrow();
    assertThat(made.settings()).isEqualTo("L-BFGS, 15 iterations");
    assertThat(made.lbfgs().losses()).hasSize(16).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(made.data().trainingImages()).isEqualTo(10_000);

    Jobs.Result measured =
        Jobs.run(
            new SparkEvaluate(),
            "--data",
            Jobs.FASHION_MNIST,
            "--model",
            folder.resolve("first.zip").toString());
    StringWriter expected = new StringWriter();
    EvaluationPrinter.print(report, new PrintWriter(expected, true));
    assertThat(measured.err()).isEmpty();
    assertThat(measured.out()).endsWith(expected.toString());
  }

  /** Spark computes in double precision, the network in single. */
  @Test
  void sparksOwnPredictionsAreTheNetworks() throws IOException {
    try (SparkSession spark = Jobs.session()) {
      ImageTable table = IdxImages.read(spark, absolute(), Split.TEST, null);
      Dataset<Row> features = SparkTrain.features(table.rows());
      LogisticRegressionModel model =
          new LogisticRegression().setFamily("multinomial").setMaxIter(10).fit(features);
      List<Row> predicted = model.transform(features).select("prediction").collectAsList();
      SparkJob.startNd4j();
      SoftmaxNetwork network = SparkTrain.network(model);
      ImageSetIterator images = ImageSetIterator.inOrder(FashionMnist.bundled().test(), 10_000);
      Logits logits = network.logits(images.next().getFeatures());
      for (int i = 0; i < 10_000; i++) {
        assertThat(logits.predicted(i)).isEqualTo((int) predicted.get(i).getDouble(0));
      }
    }
  }

  private static String absolute() {
    return Path.of(Jobs.FASHION_MNIST).toAbsolutePath().toString();
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    String out = folder.resolve("m.zip").toString();
    Jobs.Result missing = Jobs.run(new SparkTrain(), "--data", "none", "--out", out);
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err())
        .isEqualToIgnoringNewLines(
            "error: none: found nothing there, expected images; check the path");
    Jobs.Result usage = Jobs.run(new SparkTrain(), "--data", "none");
    assertThat(usage.exitCode()).isEqualTo(2);
    assertThat(usage.err()).hasLineCount(1).contains("'--out=ZIP'");
    Jobs.Result range =
        Jobs.run(new SparkTrain(), "--data", "none", "--out", out, "--iterations", "0");
    assertThat(range.exitCode()).isEqualTo(2);
    assertThat(range.err()).startsWith("error: --iterations 0: expected 1 or more");
  }
}
