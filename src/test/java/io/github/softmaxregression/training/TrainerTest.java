package io.github.softmaxregression.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ScratchSoftmaxRegression;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.model.TrainableModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
      TrainableModel model, Hyperparameters settings, Trainer.Listener... listeners) {
    return new Trainer(
            model,
            settings,
            ImageSetIterator.shuffled(train, settings.batchSize(), settings.seed()),
            null,
            ImageSetIterator.inOrder(test, 1000),
            listeners)
        .train(Progress.START)
        .epochs();
  }

  private static Hyperparameters settings(
      int epochs, int batchSize, double learningRate, long seed) {
    return Hyperparameters.CHAPTER.with(
        s -> {
          s.epochs = epochs;
          s.batchSize = batchSize;
          s.learningRate = learningRate;
          s.seed = seed;
        });
  }

  /** The real run: the whole data set, the chapter's settings, the chapter's numbers. */
  @Test
  void tenEpochsGiveTheChaptersTable() {
    double[] losses = {0.787, 0.570, 0.525, 0.502, 0.485, 0.474, 0.465, 0.458, 0.452, 0.447};
    SoftmaxNetwork network = network(Hyperparameters.CHAPTER);

    assertThat(Predictions.of(network, test).report(test.classNames()).accuracy())
        .as("untrained")
        .isLessThan(0.2);
    List<EpochMetrics> table = run(network, Hyperparameters.CHAPTER);

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

    EvaluationReport report = Predictions.of(network, test).report(test.classNames());
    Evaluation library = network.network().evaluate(ImageSetIterator.inOrder(test, 300));
    assertThat(report.accuracy())
        .isEqualTo(table.get(9).testAccuracy())
        .isEqualTo(library.accuracy());
    for (int label = 0; label < 10; label++) {
      assertThat(report.precision(label)).isCloseTo(library.precision(label), within(1e-12));
      assertThat(report.recall(label)).isCloseTo(library.recall(label), within(1e-12));
      assertThat(report.f1(label)).isCloseTo(library.f1(label), within(1e-12));
    }
    assertThat(report.meanLoss())
        .isCloseTo(
            network.network().score(ImageSetIterator.inOrder(test, 10_000).next()), within(1e-5));
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
    Hyperparameters settings = settings(5, 256, 0.1, 42);
    ScratchSoftmaxRegression model = new ScratchSoftmaxRegression(settings, 784, 10);
    List<EpochMetrics> table = run(model, settings);

    for (int i = 0; i < 5; i++) {
      assertThat(table.get(i).loss()).isCloseTo(expected[i][0], within(0.004));
      if (i > 0) {
        assertThat(table.get(i).trainAccuracy()).isCloseTo(expected[i][1], within(0.015));
        assertThat(table.get(i).testAccuracy()).isCloseTo(expected[i][2], within(0.015));
      }
    }
    assertThat(Predictions.of(model, test.select(IntStream.range(0, 6).toArray())).predicted())
        .as("ankle boot, pullover, trouser, trouser, shirt, trouser")
        .containsExactly(9, 2, 1, 1, 6, 1);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Hyperparameters settings = settings(1, 256, 0.1, 7);
    SoftmaxNetwork first = network(settings);
    run(first, settings);
    SoftmaxNetwork second = network(settings);
    run(second, settings);

    assertThat(first.state().parameters()).containsExactly(second.state().parameters());
  }

  @Test
  void theListenerHearsEveryMinibatchAndEpoch() {
    List<EpochTotals> heard = new ArrayList<>();
    List<EpochMetrics> rows = new ArrayList<>();
    Hyperparameters settings = settings(1, 25_000, 0.1, 7);
    List<EpochMetrics> table =
        run(
            network(settings),
            settings,
            new Trainer.Listener() {
              @Override
              public boolean onMinibatch(Progress progress) {
                return heard.add(progress.totals());
              }

              @Override
              public boolean onEpoch(Progress progress) {
                return rows.add(progress.lastEpoch());
              }
            });

    assertThat(heard).extracting(EpochTotals::seen).containsExactly(25_000L, 50_000L, 60_000L);
    assertThat(rows).isEqualTo(table);
    assertThat(table.get(0).loss()).isEqualTo(heard.get(2).meanLoss());
  }

  @Test
  void aLossThatIsNotFiniteStopsTraining() {
    Hyperparameters settings = settings(3, 256, 1e38, 7);

    assertThatThrownBy(() -> run(network(settings), settings))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("epoch 1: the loss is not finite after")
        .hasMessageContaining("smaller learning rate");
  }

  @Test
  void theLastUpdateCountsToo() {
    // One minibatch: its loss is measured before the only update, which is what goes wrong.
    Hyperparameters settings = settings(1, 60_000, 1e300, 7);

    assertThatThrownBy(() -> run(network(settings), settings))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("after 60000 examples");
  }

  @Test
  void aListenerEndsTheRunWhereItIs() {
    List<Progress> heard = new ArrayList<>();
    Trainer.Listener stopping =
        new Trainer.Listener() {
          @Override
          public boolean onMinibatch(Progress progress) {
            heard.add(progress);
            return heard.size() < 5;
          }
        };
    Hyperparameters settings = settings(2, 20_000, 0.1, 7); // three minibatches an epoch
    Progress end =
        new Trainer(
                network(settings),
                settings,
                ImageSetIterator.shuffled(train, 20_000, 7),
                null,
                null,
                stopping)
            .train(Progress.START);
    assertThat(end.epochs()).hasSize(1);
    assertThat(end.minibatches()).isEqualTo(2);
    assertThat(Trainer.isOver(end, settings)).isFalse();
    assertThat(heard).hasSize(5);
  }
}
