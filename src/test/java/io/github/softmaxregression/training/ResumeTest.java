package io.github.softmaxregression.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.FashionMnistIterator;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.PrefetchingIterator;
import io.github.softmaxregression.data.Preprocessing;
import io.github.softmaxregression.data.StratifiedSplit;
import io.github.softmaxregression.model.Classifier;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.Optimizer;
import io.github.softmaxregression.model.Schedule;
import io.github.softmaxregression.model.ScratchSoftmaxRegression;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.model.TrainingState;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is cut off anywhere and goes on ends as if nothing had happened. */
class ResumeTest {
  /** 950 real images, 19 minibatches of 50 an epoch, one of 30 at its end. */
  private static ImageSet images;

  private static StratifiedSplit split;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().train().select(IntStream.range(0, 1000).toArray());
    split = StratifiedSplit.of(images, 0.02, 3);
  }

  private static Hyperparameters settings(Optimizer optimizer) {
    return new Hyperparameters(
        4, 50, 0.05, 0.01, 11, optimizer, 0.9, Schedule.COSINE, 1e-5, 1e-3, 0.1, true, 0.02, 0);
  }

  /** The end of a process: the model, the iterators, everything is gone. */
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Progress progress;
    private final transient TrainingState state;

    Cut(Progress progress, TrainingState state) {
      this.progress = progress;
      this.state = state;
    }
  }

  private record End(Progress progress, float[] parameters) {}

  /** Trains on from a cut, or from the beginning, until so many minibatches later. */
  private static End train(Classifier model, Hyperparameters settings, Cut from, int minibatches) {
    Progress start = Progress.START;
    if (from != null) {
      start = from.progress;
      model.restore(from.state, start.table().size());
    }
    float[] mean = split.rest().mean();
    FashionMnistIterator training =
        FashionMnistIterator.shuffled(split.rest(), settings.batchSize(), settings.seed());
    training.setPreProcessor(new Preprocessing(mean, settings.labelSmoothing()));
    FashionMnistIterator validation = FashionMnistIterator.inOrder(split.heldOut(), 100);
    validation.setPreProcessor(new Preprocessing(mean, 0));
    int[] left = {minibatches};
    try (PrefetchingIterator ahead =
        new PrefetchingIterator(training.startingAt(start.table().size(), start.minibatches()))) {
      Trainer.Listener listener =
          new Trainer.Listener() {
            @Override
            public void onMinibatch(Progress progress) {
              if (--left[0] <= 0 && progress.counts().seen() < split.rest().size()) {
                throw new Cut(progress, model.state());
              }
            }

            @Override
            public void onEpoch(Progress progress) {
              if (left[0] <= 0) {
                throw new Cut(progress, model.state());
              }
            }
          };
      Progress end = new Trainer(model, settings, ahead, validation, null, listener).train(start);
      return new End(end, model.state().parameters());
    }
  }

  private static Classifier model(Hyperparameters settings, boolean byHand) {
    return byHand
        ? new ScratchSoftmaxRegression(settings, 784, 10)
        : SoftmaxNetwork.create(settings, 784, 10);
  }

  private static void assertCutsChangeNothing(Hyperparameters settings, boolean byHand) {
    End whole = train(model(settings, byHand), settings, null, Integer.MAX_VALUE);
    Random random = new Random(5);
    for (int run = 0; run < 6; run++) {
      Cut cut = null;
      End end = null;
      while (end == null) {
        try {
          end = train(model(settings, byHand), settings, cut, 1 + random.nextInt(45));
        } catch (Cut next) {
          cut = next;
        }
      }
      assertThat(end.parameters()).containsExactly(whole.parameters());
      assertThat(withoutTimes(end.progress())).isEqualTo(withoutTimes(whole.progress()));
      assertThat(end.progress().best().epoch()).isEqualTo(whole.progress().best().epoch());
    }
  }

  private static List<EpochMetrics> withoutTimes(Progress progress) {
    return progress.table().stream()
        .map(
            row ->
                new EpochMetrics(
                    row.epoch(),
                    row.loss(),
                    row.trainAccuracy(),
                    row.validationAccuracy(),
                    null,
                    0))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void theNetworkEndsWithTheSameBits(Optimizer optimizer) {
    assertCutsChangeNothing(settings(optimizer), false);
  }

  @Test
  void theModelByHandEndsWithTheSameBits() {
    assertCutsChangeNothing(settings(Optimizer.SGD), true);
  }

  @Test
  void patienceEndsTrainingAndTheBestEpochIsKept() {
    Hyperparameters impatient =
        new Hyperparameters(
            60, 50, 3, 0.01, 11, Optimizer.SGD, 0, Schedule.CONSTANT, 0, 0, 0, true, 0.02, 2);
    SoftmaxNetwork network = SoftmaxNetwork.create(impatient, 784, 10);
    Progress end = train(network, impatient, null, Integer.MAX_VALUE).progress();

    assertThat(end.table()).hasSizeLessThan(60).hasSize(end.best().epoch() + 2);
    double highest =
        end.table().stream().mapToDouble(EpochMetrics::validationAccuracy).max().orElseThrow();
    assertThat(end.best().accuracy()).isEqualTo(highest);
    assertThat(network.state().parameters()).containsExactly(end.best().parameters());
  }

  @Test
  void aStateOfAnotherModelIsRefused() {
    Hyperparameters momentum = settings(Optimizer.MOMENTUM);
    SoftmaxNetwork network = SoftmaxNetwork.create(momentum, 784, 10);
    TrainingState plain = SoftmaxNetwork.create(settings(Optimizer.SGD), 784, 10).state();
    TrainingState small = SoftmaxNetwork.create(momentum, 7, 10).state();

    assertThatThrownBy(() -> network.restore(plain, 0))
        .hasMessage("0 optimizer's values: expected 7850");
    assertThatThrownBy(() -> network.restore(small, 0)).hasMessage("80 parameters: expected 7850");
  }
}
