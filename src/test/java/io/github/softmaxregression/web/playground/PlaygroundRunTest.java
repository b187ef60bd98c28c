package io.github.softmaxregression.web.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.Await;
import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Optimizer;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.TrainingSetup;
import io.github.softmaxregression.web.playground.Snapshot.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlaygroundRunTest {
  private static final Duration SOON = Duration.ofSeconds(Await.SECONDS);

  private static ImageSet training;
  private static ImageSet test;

  @BeforeAll
  static void read() throws IOException {
    training = FashionMnist.bundled().train().select(IntStream.range(0, 3000).toArray());
    test = FashionMnist.bundled().test().select(IntStream.range(0, 1000).toArray());
  }

  private static PlaygroundSettings settings(double rate, int images, double wrong) {
    return new PlaygroundSettings(
        ModelKind.NETWORK, 2, 64, rate, 0.01, Optimizer.SGD, 0, 0, images, wrong, 1, 42);
  }

  private static PlaygroundRun made(PlaygroundSettings settings, boolean paused) {
    return new PlaygroundRun(
        settings,
        training,
        test,
        FashionMnist.bundled(),
        () -> BackendChoice.of(Device.AUTO),
        paused);
  }

  private static PlaygroundRun started(PlaygroundSettings settings, boolean paused) {
    PlaygroundRun run = made(settings, paused);
    run.start();
    return run;
  }

  private static Snapshot end(PlaygroundRun run) throws InterruptedException {
    Await.until("the end", run::isOver);
    return run.latest();
  }

  private static float[] parameters(Snapshot snapshot) {
    var floats =
        ByteBuffer.wrap(Base64.getDecoder().decode(snapshot.parameters()))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[] parameters = new float[floats.remaining()];
    floats.get(parameters);
    return parameters;
  }

  /** Loss, accuracies and parameters are those of a run by the command, to the last digit. */
  @Test
  void theNumbersAreThoseOfTraining() throws InterruptedException {
    Hyperparameters settings =
        Hyperparameters.CHAPTER.with(
            s -> {
              s.epochs = 2;
              s.batchSize = 64;
            });
    TrainingSetup setup = new TrainingSetup(ModelKind.NETWORK, settings, training);
    Progress expected = setup.train(Progress.START, null, test);

    Snapshot end = end(started(settings(0.1, 3000, 0), false));
    assertThat(end.state()).isEqualTo(State.DONE);
    assertThat(end.epochs()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      EpochMetrics row = end.epochs().get(i);
      assertThat(row.loss()).isEqualTo(expected.epochs().get(i).loss());
      assertThat(row.trainAccuracy()).isEqualTo(expected.epochs().get(i).trainAccuracy());
      assertThat(row.testAccuracy()).isEqualTo(expected.epochs().get(i).testAccuracy());
    }
    assertThat(parameters(end)).isEqualTo(setup.state().parameters());
    long right = IntStream.range(0, 10).mapToLong(k -> end.confusion()[k][k]).sum();
    assertThat(right / 1000.0).isEqualTo(end.epochs().get(1).testAccuracy());
  }

  @Test
  void itPausesStepsAndGoesOn() throws InterruptedException {
    PlaygroundRun run = started(settings(0.1, 3000, 0), true);
    assertThat(run.latest().step()).isZero();
    assertThat(run.latest().loss()).isNull();
    run.step();
    Await.until("a minibatch", () -> run.latest().step() == 1);
    assertThat(run.latest().state()).isEqualTo(State.PAUSED);
    assertThat(run.latest().loss()).isCloseTo(Math.log(10), within(0.1));
    for (int step = 2; step <= 4; step++) {
      int wanted = step;
      run.step();
      Await.until("a step", () -> run.latest().step() == wanted);
    }
    Thread.sleep(50);
    assertThat(run.latest().step()).isEqualTo(4);

    run.resume(Duration.ZERO);
    assertThat(end(run).step()).isEqualTo(2 * 47);
    run.pause(); // too late, and no harm
    assertThat(run.latest().state()).isEqualTo(State.DONE);
  }

  /** Of many steps asked for at once, as by a key that is held, one waits; a pause forgets it. */
  @Test
  void stepsDoNotPileUp() throws InterruptedException {
    PlaygroundRun run = started(settings(0.1, 3000, 0), true);
    for (int i = 0; i < 1000; i++) {
      run.step();
    }
    run.pause();
    Thread.sleep(100);
    int done = run.latest().step();
    Thread.sleep(200);
    assertThat(run.latest().step()).isEqualTo(done).isLessThan(1000);
    run.stop(null);
  }

  /** A snapshot is made when somebody waits for one, not for every minibatch. */
  @Test
  void itIsSeenAsOftenAsItIsLookedAt() throws InterruptedException {
    PlaygroundRun run = started(settings(0.1, 3000, 0), false);
    end(run);
    assertThat(run.latest().version()).as("first, epochs, end").isBetween(3L, 6L);
    assertThat(run.next(0, SOON)).isSameAs(run.latest());
  }

  @Test
  void itIsSlowWhereThatIsWanted() throws InterruptedException {
    PlaygroundRun run = started(settings(0.1, 3000, 0), true);
    run.resume(Duration.ofMillis(200));
    Snapshot first = run.next(run.latest().version(), SOON);
    Snapshot second = run.next(run.latest().version(), SOON);
    assertThat(second.step()).isBetween(first.step(), first.step() + 3);
    run.stop("enough");
    assertThat(run.latest().problem()).isEqualTo("enough");
    assertThat(end(run).state()).isEqualTo(State.STOPPED);
  }

  @Test
  void tooLargeARateIsSaidToDiverge() throws InterruptedException {
    Snapshot end = end(started(settings(1e38, 3000, 0), false));
    assertThat(end.state()).isEqualTo(State.DIVERGED);
    assertThat(end.problem()).contains("epoch 1");
  }

  /**
   * Weights that begin at 10 make logits in the hundreds, and e to that is too much for float32.
   */
  @Test
  void softmaxAsItsFormulaSaysOverflows() throws InterruptedException {
    for (ModelKind kind : List.of(ModelKind.UNSTABLE, ModelKind.SCRATCH)) {
      Snapshot end = end(started(settings(kind, 10, 0, 1), false));
      assertThat(end.state()).isEqualTo(kind == ModelKind.UNSTABLE ? State.DIVERGED : State.DONE);
    }
    Snapshot small = end(started(settings(ModelKind.UNSTABLE, 0.01, 0, 1), false));
    Snapshot stable = end(started(settings(ModelKind.SCRATCH, 0.01, 0, 1), false));
    assertThat(small.epochs().get(0).loss()).isCloseTo(stable.epochs().get(0).loss(), within(1e-5));
  }

  private static PlaygroundSettings settings(ModelKind kind, double sd, double wrong, int white) {
    return new PlaygroundSettings(
        kind, 2, 64, 0.1, sd, Optimizer.SGD, 0, 0, 2000, wrong, white, 42);
  }

  @Test
  void aRunThatHasDivergedIsNotKept() throws InterruptedException {
    PlaygroundRun run = started(settings(1e38, 3000, 0), false);
    end(run);
    assertThatThrownBy(run::zip).hasMessageContaining("diverged");
  }

  @Test
  void settingsHaveBounds() {
    for (double rate : List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThatThrownBy(() -> settings(rate, 3000, 0).hyperparameters())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("learning rate");
    }
    assertThatThrownBy(() -> settings(0.1, 99, 0)).hasMessageContaining("images 99");
    assertThatThrownBy(() -> settings(0.1, 3000, 1.1)).hasMessageContaining("wrong labels");
    assertThatThrownBy(() -> made(settings(0.1, 3001, 0), true))
        .hasMessageContaining("images 3001: expected at most 3000");
    assertThatThrownBy(
            () ->
                new PlaygroundSettings(
                        ModelKind.SCRATCH, 1, 64, 0.1, 0.01, Optimizer.ADAM, 0, 0, 100, 0, 1, 1)
                    .hyperparameters())
        .hasMessageContaining("by hand");
    assertThatThrownBy(
            () -> new PlaygroundSettings(null, 1, 64, 0.1, 0.01, null, 0, 0, 100, 0, 1, 1))
        .hasMessageContaining("no kind of model");
  }
}
