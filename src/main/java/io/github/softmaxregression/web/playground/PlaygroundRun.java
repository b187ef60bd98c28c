package io.github.softmaxregression.web.playground;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.store.ConditionedZip;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.StoredModel;
import io.github.softmaxregression.training.Conditions;
import io.github.softmaxregression.training.DivergenceException;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import io.github.softmaxregression.training.TrainingSetup;
import io.github.softmaxregression.web.playground.Snapshot.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Trains in a thread of its own, as the command does, and shows how far it is. Whoever listens
 * decides how fast: a snapshot is made when one is asked for, at most.
 */
public final class PlaygroundRun {
  private static final Duration MOST_WAIT = Duration.ofSeconds(5); // for a minibatch under way

  private final PlaygroundSettings settings;
  private final Conditions conditions;
  private final ImageSet training; // all images, of which the settings take some
  private TrainingSetup setup; // null when the run is over
  private final ImageSet test;
  private final int minibatches;
  private final Thread thread;
  private final long begun = System.nanoTime();
  private final DataSource source;
  private final Supplier<BackendChoice> backend;
  private volatile boolean ended; // says that the thread has done its work
  private volatile long seen = System.nanoTime(); // when it was looked at last

  // What follows is guarded by this.
  private State state;
  private boolean oneMore; // says that a minibatch may be done while it is paused
  private Duration delay = Duration.ZERO;
  private boolean wanted = true; // says that a client waits for the next snapshot
  private boolean resting; // says that the thread does not touch the model
  private Snapshot latest;
  private String problem;
  private byte[] zip; // of the model as it is now; null where none was made yet
  private String noZip; // why there is none

  // Only the run's own thread uses these, and others while it rests.
  private float[] before;
  private Progress last = Progress.START;
  private Double loss;
  private Double accuracy;
  private Double update;
  private int step;
  private long[][] confusion;

  /**
   * Prepares a run; {@link #start} begins it.
   *
   * @param training all training images, of which the settings take some
   * @param test looked at after each epoch
   * @param source where the images are from, for what a kept zip says
   * @param backend what ND4J computes with, likewise
   * @throws IllegalArgumentException if the settings ask for more images than there are
   */
  public PlaygroundRun(
      PlaygroundSettings settings,
      ImageSet training,
      ImageSet test,
      DataSource source,
      Supplier<BackendChoice> backend,
      boolean paused) {
    this.settings = settings;
    this.training = training;
    this.source = source;
    this.backend = backend;
    conditions = settings.conditions(null);
    this.test = conditions.test(test);
    ImageSet images = conditions.training(training, settings.seed());
    setup = new TrainingSetup(settings.kind(), settings.hyperparameters(), images);
    minibatches = (images.size() + settings.batchSize() - 1) / settings.batchSize();
    before = setup.state().parameters();
    state = paused ? State.PAUSED : State.RUNNING;
    latest = snapshot(0);
    thread = new Thread(this::train, "playground");
    thread.setDaemon(true);
  }

  /** Begins it. */
  public void start() {
    thread.start();
  }

  private void train() {
    try {
      if (waitWhilePaused()) {
        setup.train(Progress.START, null, test, new Watcher());
      }
      end(state() == State.STOPPED ? State.STOPPED : State.DONE, null);
    } catch (DivergenceException e) {
      end(State.DIVERGED, e.getMessage());
    } catch (RuntimeException | Error e) {
      end(State.STOPPED, "the run has failed: " + e);
    }
    // The memory of its minibatches lies outside Java's, and is freed when Java collects.
    System.gc();
  }

  private synchronized State state() {
    return state;
  }

  /** Makes the zip while the model is there, and lets go of all that is large. */
  private synchronized void end(State end, String why) {
    state = end;
    problem = why == null ? problem : why;
    publish();
    keep();
    setup = null;
    ended = true;
    resting = true;
    notifyAll();
  }

  /** Takes every minibatch and epoch in, and waits where the visitor wants it to. */
  private final class Watcher implements Trainer.Listener {
    @Override
    public boolean onMinibatch(Progress progress) {
      float[] now = setup.state().parameters();
      double examples = progress.totals().seen() - last.totals().seen();
      loss = (progress.totals().lossSum() - last.totals().lossSum()) / examples;
      accuracy = (progress.totals().correct() - last.totals().correct()) / examples;
      double length = distance(before, now) / settings.learningRate();
      update = Double.isFinite(length) ? length : null; // JSON has no other numbers
      before = now;
      last = progress;
      step++;
      zip = null;
      return goOn();
    }

    @Override
    public boolean onEpoch(Progress progress) {
      last = progress;
      confusion = Predictions.of(setup.network(), test).report(test.classNames()).confusion();
      synchronized (PlaygroundRun.this) {
        publish(); // every epoch is seen
        return state != State.STOPPED;
      }
    }
  }

  /** Publishes where somebody waits; then waits as long as it is paused, or slow. */
  private synchronized boolean goOn() {
    if (wanted || state == State.PAUSED) {
      publish();
    }
    if (state == State.RUNNING && !delay.isZero()) {
      try {
        wait(delay.toMillis());
      } catch (InterruptedException e) {
        state = State.STOPPED;
      }
    }
    return waitWhilePaused();
  }

  /** Waits until a minibatch may be done; tells whether it may, or the run is to end. */
  private synchronized boolean waitWhilePaused() {
    try {
      while (state == State.PAUSED && !oneMore) {
        resting = true;
        notifyAll();
        wait();
      }
    } catch (InterruptedException e) {
      state = State.STOPPED;
    }
    resting = false;
    oneMore = false;
    return state != State.STOPPED;
  }

  private void publish() {
    latest = snapshot(latest.version() + 1);
    wanted = false;
    notifyAll();
  }

  private Snapshot snapshot(long version) {
    return new Snapshot(
        version,
        state,
        last.epoch(),
        last.minibatches(),
        minibatches,
        step,
        loss,
        accuracy,
        update,
        last.epochs(),
        confusion,
        problem,
        Snapshot.base64(before, before.length - test.classNames().size(), settings.white()));
  }

  private static double distance(float[] one, float[] other) {
    double square = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = (double) one[i] - other[i];
      square += difference * difference;
    }
    return Math.sqrt(square);
  }

  /** Goes on, until it is paused, at a speed: so long it waits after each minibatch. */
  public synchronized void resume(Duration newDelay) {
    delay = newDelay;
    change(State.RUNNING);
  }

  /** Waits after the minibatch under way. */
  public synchronized void pause() {
    oneMore = false;
    change(State.PAUSED);
  }

  /** Does one minibatch, and waits again. */
  public synchronized void step() {
    if (state == State.PAUSED) {
      oneMore = true;
      notifyAll();
    } else {
      pause();
    }
  }

  /**
   * Ends it; a minibatch under way is done.
   *
   * @param why for the visitor, or null if it was the visitor
   */
  public synchronized void stop(String why) {
    if (!isOver()) {
      problem = why;
      change(State.STOPPED);
    }
  }

  private void change(State next) {
    if (!isOver()) {
      state = next;
      latest = latest.with(next, problem);
      notifyAll();
    }
  }

  /** Whether nothing more comes. */
  public synchronized boolean isOver() {
    return state.isOver();
  }

  /** What it looked like last. */
  public synchronized Snapshot latest() {
    return latest;
  }

  /**
   * Waits for a snapshot after another, up to a time.
   *
   * @param known the version that is known
   * @return the latest, which may be the known one still
   */
  public synchronized Snapshot next(long known, Duration atMost) throws InterruptedException {
    seen = System.nanoTime();
    long end = seen + atMost.toNanos();
    wanted = true;
    while (latest.version() <= known && !isOver()) {
      if (!waitUntil(end)) {
        break;
      }
    }
    return latest;
  }

  private boolean waitUntil(long end) throws InterruptedException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left > 0) {
      wait(left);
    }
    return left > 0;
  }

  /** Whether its thread has done its work, which may be a minibatch later than it is over. */
  boolean hasEnded() {
    return ended;
  }

  /** Waits for its thread, up to a time. */
  synchronized void awaitEnd(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!ended && waitUntil(end)) {} // told when it has ended
  }

  /** How long nobody has asked for a snapshot. */
  Duration unseen() {
    return Duration.ofNanos(System.nanoTime() - seen);
  }

  /** How long ago it was begun. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /**
   * Returns the zip of the model as it is now, while the run is paused or over: the one that the
   * command {@code train} would have saved, with the conditions that it does not know.
   *
   * @throws IllegalStateException if the run goes on, has not begun or has diverged
   */
  public synchronized byte[] zip() throws InterruptedException {
    long end = System.nanoTime() + MOST_WAIT.toNanos();
    while (!resting && state != State.RUNNING && waitUntil(end)) {} // a minibatch is under way
    if (!resting || state == State.RUNNING) { // its thread may not have woken yet
      throw new IllegalStateException("the run goes on: pause it first");
    }
    if (zip == null && !ended) {
      keep();
    }
    if (zip == null) {
      throw new IllegalStateException(noZip);
    }
    return zip.clone();
  }

  private void keep() {
    if (step == 0 && state != State.DIVERGED) {
      noZip = "nothing has been learned yet: let it do a minibatch first";
      return;
    }
    noZip = "the run has diverged: it has no model to keep";
    if (state == State.DIVERGED) {
      return;
    }
    try {
      byte[] made = made();
      StoredModel.loadNetwork(
          ModelSource.memory(Path.of("playground.zip"), made)); // if it is sound
      zip = made;
    } catch (InvalidFileException e) { // of numbers that are too large
      zip = null;
    } catch (IOException | RuntimeException | Error e) { // the run itself is over all the same
      noZip = "it cannot be kept: " + e;
    }
  }

  private byte[] made() throws IOException {
    Conditions kept = settings.conditions(state == State.DONE ? null : Integer.valueOf(step));
    SoftmaxNetwork network = conditions.result(setup, settings.hyperparameters());
    boolean usual = kept.areUsual(training);
    Provenance made =
        Provenance.now(
            settings.kind(),
            settings.hyperparameters(),
            usual ? source.location() : kept.describe(source.location()),
            training,
            settings.images(),
            test,
            backend.get(),
            last.epochs(),
            null);
    InputFormat input = InputFormat.of(training, Crop.AUTO, 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ConditionedZip.write(network, input, made, usual ? null : kept, out);
    return out.toByteArray();
  }
}
