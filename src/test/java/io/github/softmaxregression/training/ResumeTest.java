package io.github.softmaxregression.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.LearningRateSchedule;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Optimizer;
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
  /**
   * Real images; less those held out for validation they make minibatches of 50 and a short one.
   */
  private static ImageSet images;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().train().select(IntStream.range(0, 1000).toArray());
  }

  private static Hyperparameters settings(Optimizer optimizer) {
    return new Hyperparameters(
        4,
        50,
        0.05,
        0.01,
        11,
        optimizer,
        optimizer.hasMomentum() ? 0.9 : 0,
        LearningRateSchedule.COSINE,
        1e-5,
        1e-3,
        0.1,
        0.3,
        0.2,
        true,
        0.02,
        0);
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
  private static End train(boolean byHand, Hyperparameters settings, Cut from, int minibatches) {
    int[] left = {minibatches};
    TrainingSetup experiment =
        new TrainingSetup(byHand ? ModelKind.SCRATCH : ModelKind.NETWORK, settings, images);
    long size = experiment.training().size();
    Trainer.Listener listener =
        new Trainer.Listener() {
          @Override
          public void onMinibatch(Progress progress) {
            if (--left[0] <= 0 && progress.counts().seen() < size) {
              throw new Cut(progress, experiment.state());
            }
          }

          @Override
          public void onEpoch(Progress progress) {
            if (left[0] <= 0) {
              throw new Cut(progress, experiment.state());
            }
          }
        };
    Progress end =
        from == null
            ? experiment.train(Progress.START, null, null, listener)
            : experiment.train(from.progress, from.state, null, listener);
    return new End(end, experiment.state().parameters());
  }

  private static void assertCutsChangeNothing(Hyperparameters settings, boolean byHand) {
    End whole = train(byHand, settings, null, Integer.MAX_VALUE);
    Random random = new Random(5);
    for (int run = 0; run < 6; run++) {
      Cut cut = null;
      End end = null;
      while (end == null) {
        try {
          end = train(byHand, settings, cut, 1 + random.nextInt(45));
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
            60,
            50,
            3,
            0.01,
            11,
            Optimizer.SGD,
            0,
            LearningRateSchedule.CONSTANT,
            0,
            0,
            0,
            0,
            0,
            true,
            0.02,
            2);
    End trained = train(false, impatient, null, Integer.MAX_VALUE);
    Progress end = trained.progress();

    assertThat(end.table()).hasSizeLessThan(60).hasSize(end.best().epoch() + 2);
    double highest =
        end.table().stream().mapToDouble(EpochMetrics::validationAccuracy).max().orElseThrow();
    assertThat(end.best().accuracy()).isEqualTo(highest);
    assertThat(trained.parameters()).containsExactly(end.best().parameters());
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
