package io.github.softmaxregression.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Evaluator;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ScratchSoftmaxRegression;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.evaluation.classification.Evaluation;

class TrainerTest {
  private static ImageSet train;
  private static ImageSet test;

  @BeforeAll
  static void read() throws IOException {
    train = FashionMnist.bundled().train();
    test = FashionMnist.bundled().test();
  }

  private static SoftmaxNetwork network(Hyperparameters settings) {
    return SoftmaxNetwork.create(settings, 784, 10);
  }

  private static List<EpochMetrics> run(
      SoftmaxNetwork network, Hyperparameters settings, Trainer.Listener listener) {
    return new Trainer(
            network,
            settings,
            ImageSetIterator.shuffled(train, settings.batchSize(), settings.seed()),
            null,
            ImageSetIterator.inOrder(test, 1000),
            listener)
        .train(Progress.START)
        .table();
  }

  /** The real run: the whole data set, the chapter's settings, the chapter's numbers. */
  @Test
  void tenEpochsGiveTheChaptersTable() {
    double[] losses = {0.787, 0.570, 0.525, 0.502, 0.485, 0.474, 0.465, 0.458, 0.452, 0.447};
    SoftmaxNetwork network = network(Hyperparameters.DEFAULTS);

    assertThat(Evaluator.evaluate(network, ImageSetIterator.inOrder(test, 1000)).accuracy())
        .as("untrained")
        .isLessThan(0.2);
    List<EpochMetrics> table = run(network, Hyperparameters.DEFAULTS, Trainer.Listener.NONE);

    assertThat(table).hasSize(10);
    for (int i = 0; i < 10; i++) {
      EpochMetrics row = table.get(i);
      assertThat(row.epoch()).isEqualTo(i + 1);
      assertThat(row.loss()).as("loss of epoch %d", i + 1).isCloseTo(losses[i], within(0.004));
      assertThat(row.seconds()).isPositive();
    }
    assertThat(table.get(0).trainAccuracy()).isCloseTo(0.749, within(0.015));
    assertThat(table.get(4).trainAccuracy()).isCloseTo(0.837, within(0.015));
    assertThat(table.get(4).testAccuracy()).isCloseTo(0.828, within(0.015));
    assertThat(table.get(9).testAccuracy()).isBetween(0.82, 0.85);

    EvaluationReport report = Evaluator.evaluate(network, ImageSetIterator.inOrder(test, 300));
    Evaluation library = network.evaluate(ImageSetIterator.inOrder(test, 300));
    assertThat(report.accuracy())
        .isEqualTo(table.get(9).testAccuracy())
        .isEqualTo(library.accuracy());
    for (int label = 0; label < 10; label++) {
      assertThat(report.precision(label)).isCloseTo(library.precision(label), within(1e-12));
      assertThat(report.recall(label)).isCloseTo(library.recall(label), within(1e-12));
      assertThat(report.f1(label)).isCloseTo(library.f1(label), within(1e-12));
    }
    assertThat(report.meanLoss())
        .isCloseTo(network.score(ImageSetIterator.inOrder(test, 10_000).next()), within(1e-5));
  }

  /** The five-epoch table of the hand-written model, and the six images it ends with. */
  @Test
  void fiveEpochsByHandGiveTheChaptersTable() {
    double[][] expected = {
      {0.7865, 0.749, 0.788},
      {0.5697, 0.814, 0.812},
      {0.5261, 0.826, 0.820},
      {0.5019, 0.832, 0.825},
      {0.4847, 0.837, 0.828}
    };
    Hyperparameters settings = new Hyperparameters(5, 256, 0.1, 0.01, 42);
    ScratchSoftmaxRegression model = new ScratchSoftmaxRegression(settings, 784, 10);
    List<EpochMetrics> table =
        new Trainer(
                model,
                settings,
                ImageSetIterator.shuffled(train, settings.batchSize(), settings.seed()),
                null,
                ImageSetIterator.inOrder(test, 1000),
                Trainer.Listener.NONE)
            .train(Progress.START)
            .table();

    for (int i = 0; i < 5; i++) {
      assertThat(table.get(i).loss()).isCloseTo(expected[i][0], within(0.004));
      if (i > 0) {
        assertThat(table.get(i).trainAccuracy()).isCloseTo(expected[i][1], within(0.015));
        assertThat(table.get(i).testAccuracy()).isCloseTo(expected[i][2], within(0.015));
      }
    }
    assertThat(
            model
                .logits(ImageSetIterator.inOrder(test, 6).next().getFeatures())
                .argMax(1)
                .toIntVector())
        .as("ankle boot, pullover, trouser, trouser, shirt, trouser")
        .containsExactly(9, 2, 1, 1, 6, 1);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Hyperparameters settings = new Hyperparameters(1, 256, 0.1, 0.01, 7);
    SoftmaxNetwork first = network(settings);
    run(first, settings, Trainer.Listener.NONE);
    SoftmaxNetwork second = network(settings);
    run(second, settings, Trainer.Listener.NONE);

    assertThat(first.params().toFloatVector()).containsExactly(second.params().toFloatVector());
  }

  @Test
  void theListenerHearsEveryMinibatchAndEpoch() {
    List<EpochTotals> heard = new ArrayList<>();
    List<EpochMetrics> rows = new ArrayList<>();
    Hyperparameters settings = new Hyperparameters(1, 25_000, 0.1, 0.01, 7);
    List<EpochMetrics> table =
        run(
            network(settings),
            settings,
            new Trainer.Listener() {
              @Override
              public void onMinibatch(Progress progress) {
                heard.add(progress.counts());
              }

              @Override
              public void onEpoch(Progress progress) {
                rows.add(progress.table().get(progress.table().size() - 1));
              }
            });

    assertThat(heard).extracting(EpochTotals::seen).containsExactly(25_000L, 50_000L, 60_000L);
    assertThat(rows).isEqualTo(table);
    assertThat(table.get(0).loss()).isEqualTo(heard.get(2).meanLoss());
  }

  @Test
  void aLossThatIsNotFiniteStopsTraining() {
    Hyperparameters settings = new Hyperparameters(3, 256, 1e38, 0.01, 7);

    assertThatThrownBy(() -> run(network(settings), settings, Trainer.Listener.NONE))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("epoch 1: the loss is not finite after")
        .hasMessageContaining("smaller learning rate");
  }

  @Test
  void theLastUpdateCountsToo() {
    // One minibatch: its loss is measured before the only update, which is what goes wrong.
    Hyperparameters settings = new Hyperparameters(1, 60_000, 1e300, 0.01, 7);

    assertThatThrownBy(() -> run(network(settings), settings, Trainer.Listener.NONE))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("after 60000 examples");
  }
}
