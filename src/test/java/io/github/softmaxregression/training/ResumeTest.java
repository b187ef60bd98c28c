package io.github.softmaxregression.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Augment;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.LearningRateSchedule;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Optimizer;
import io.github.softmaxregression.model.TrainableModel;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is stopped anywhere and goes on ends as if nothing had happened. */
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
    return Hyperparameters.CHAPTER.with(
        s -> {
          s.epochs = 4;
          s.batchSize = 50;
          s.learningRate = 0.05;
          s.seed = 11;
          s.optimizer = optimizer;
          s.momentum = optimizer.hasMomentum() ? 0.9 : 0;
          s.schedule = LearningRateSchedule.COSINE;
          s.l1 = 1e-5;
          s.l2 = 1e-3;
          s.gceQ = 0.3;
          s.dropout = 0.2;
          s.centered = true;
          s.augment = Augment.SLIGHT;
          s.validation = 0.02;
        });
  }

  /** All that is left of a stopped run; or its end. */
  private record Saved(Progress progress, TrainableModel.State state) {}

  /** Trains on, in new objects all of them, and stops so many minibatches later. */
  private static Saved train(
      ModelKind kind, Hyperparameters settings, Saved from, int minibatches) {
    TrainingSetup setup = new TrainingSetup(kind, settings, images);
    int[] left = {minibatches};
    Saved[] saved = {null};
    CheckpointListener saving =
        new CheckpointListener(
            setup.training().size(),
            null,
            () -> --left[0] <= 0,
            progress -> saved[0] = new Saved(progress, setup.state()));
    Progress end =
        from == null
            ? setup.train(Progress.START, null, null, saving)
            : setup.train(from.progress, from.state, null, saving);
    return Trainer.isOver(end, settings) ? new Saved(end, setup.state()) : saved[0];
  }

  private static void assertStopsChangeNothing(ModelKind kind, Hyperparameters settings) {
    Saved whole = train(kind, settings, null, Integer.MAX_VALUE);
    Random random = new Random(5);
    for (int run = 0; run < 6; run++) {
      Saved saved = null;
      int stops = 0;
      while (saved == null || !Trainer.isOver(saved.progress, settings)) {
        saved = train(kind, settings, saved, 1 + random.nextInt(45));
        stops++;
      }
      assertThat(stops).isGreaterThan(1);
      assertThat(saved.state.parameters()).containsExactly(whole.state.parameters());
      assertThat(withoutTimes(saved.progress)).isEqualTo(withoutTimes(whole.progress));
      assertThat(saved.progress.best().epoch()).isEqualTo(whole.progress.best().epoch());
    }
  }

  private static List<EpochMetrics> withoutTimes(Progress progress) {
    return progress.epochs().stream()
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
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POLYAK")
  void theNetworkEndsWithTheSameBits(Optimizer optimizer) {
    assertStopsChangeNothing(ModelKind.NETWORK, settings(optimizer));
  }

  /** A checkpoint's reader knows how large its state is, before it reads it. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POLYAK")
  void theStateIsAsLargeAsCheckpointsSay(Optimizer optimizer) {
    for (double momentum :
        optimizer.hasMomentum() ? new double[] {0, 0.5, 0.9} : new double[] {0}) {
      Hyperparameters chosen = settings(optimizer).with(s -> s.momentum = momentum);
      for (int minibatches : new int[] {1, 3}) {
        TrainableModel.State state = train(ModelKind.NETWORK, chosen, null, minibatches).state;
        assertThat(state.updater())
            .hasSize(optimizer.statesPerParameter() * state.parameters().length);
      }
    }
  }

  @Test
  void aMomentumOfZeroIsGoneOnWithToo() {
    assertStopsChangeNothing(
        ModelKind.NETWORK, settings(Optimizer.NESTEROV).with(s -> s.momentum = 0));
  }

  @Test
  void theModelByHandEndsWithTheSameBits() {
    assertStopsChangeNothing(ModelKind.SCRATCH, settings(Optimizer.SGD));
  }

  @Test
  void patienceEndsTrainingAndTheBestEpochIsKept() {
    Hyperparameters impatient =
        Hyperparameters.CHAPTER.with(
            s -> {
              s.epochs = 60;
              s.batchSize = 50;
              s.learningRate = 3;
              s.seed = 11;
              s.centered = true;
              s.validation = 0.02;
              s.patience = 2;
            });
    Saved trained = train(ModelKind.NETWORK, impatient, null, Integer.MAX_VALUE);
    Progress end = trained.progress;
    assertThat(end.epochs()).hasSizeLessThan(60).hasSize(end.best().epoch() + 2);
    double highest =
        end.epochs().stream().mapToDouble(EpochMetrics::validationAccuracy).max().orElseThrow();
    assertThat(end.best().accuracy()).isEqualTo(highest);
    assertThat(trained.state.parameters()).containsExactly(end.best().parameters());
  }
}
