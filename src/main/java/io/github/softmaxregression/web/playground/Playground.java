package io.github.softmaxregression.web.playground;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.web.http.HttpProblem;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Manages visitors' runs: one for each, two at a time; stops those that no client follows. */
public final class Playground implements AutoCloseable {
  private static final int MOST_RUNNING = 2;
  private static final int MOST_KEPT = 8; // that are over, to look at
  private static final Duration MOST_UNSEEN = Duration.ofMinutes(1);

  private final ImageSet training;
  private final ImageSet test;
  private final Duration mostUnseen;
  private final SecureRandom random = new SecureRandom();

  /** By their names, the oldest first; guarded by this. */
  private final Map<String, Visit> runs = new LinkedHashMap<>();

  private record Visit(String visitor, PlaygroundRun run) {}

  /**
   * Has no runs yet.
   *
   * @param training images to learn from, or fewer of them
   * @param test images to look at after each epoch
   */
  public Playground(ImageSet training, ImageSet test) {
    this(training, test, MOST_UNSEEN);
  }

  Playground(ImageSet training, ImageSet test, Duration mostUnseen) {
    this.training = training;
    this.test = test;
    this.mostUnseen = mostUnseen;
  }

  /** How many images there are to learn from. */
  public int trainingImages() {
    return training.size();
  }

  /** The names of the classes. */
  public List<String> classNames() {
    return training.classNames();
  }

  /**
   * Begins a run; an earlier one of the same visitor ends.
   *
   * @return its name
   * @throws HttpProblem if settings ask for what there is not, or others have taken all places
   */
  public synchronized String start(String visitor, PlaygroundSettings settings, boolean paused) {
    runs.values().stream()
        .filter(each -> each.visitor.equals(visitor))
        .forEach(each -> each.run.stop());
    if (runs.values().stream().filter(each -> !each.run.isOver()).count() >= MOST_RUNNING) {
      throw new HttpProblem(503, "%d others are at it; try again in a minute", MOST_RUNNING);
    }
    PlaygroundRun run;
    try {
      run = new PlaygroundRun(settings, training, test, paused);
    } catch (IllegalArgumentException e) {
      throw new HttpProblem(400, e.getMessage());
    }
    runs.values().removeIf(each -> each.run.isOver() && runs.size() >= MOST_KEPT);
    byte[] name = new byte[8];
    random.nextBytes(name); // which others cannot guess
    String id = HexFormat.of().formatHex(name);
    runs.put(id, new Visit(visitor, run));
    run.start();
    return id;
  }

  /** Finds a run by its name, or throws an HttpProblem. */
  public synchronized PlaygroundRun run(String id) {
    Visit visit = runs.get(id);
    if (visit == null) {
      throw new HttpProblem(404, "no such run: it has ended, or the server was started anew");
    }
    return visit.run;
  }

  /** Stops runs of which no client has asked for a snapshot for a minute. */
  public synchronized void sweep() {
    runs.values().stream()
        .filter(each -> each.run.unseen().compareTo(mostUnseen) > 0)
        .forEach(each -> each.run.stop());
  }

  /** Ends all runs. */
  @Override
  public synchronized void close() {
    runs.values().forEach(each -> each.run.stop());
  }
}
