package io.github.softmaxregression.web.playground;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.web.http.HttpProblem;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Manages visitors' runs: one for each, two at a time; stops those that no client follows, or that
 * take too long.
 */
public final class Playground implements AutoCloseable {
  private static final int MOST_RUNNING = 2;
  private static final int MOST_KEPT = 24; // that are over, to be kept as zips
  private static final Duration MOST_UNSEEN = Duration.ofMinutes(1);
  private static final Duration MOST_WAIT = Duration.ofSeconds(15); // for a run that is to end
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final DataSource source;
  private final ImageSet training;
  private final ImageSet test;
  private final Supplier<BackendChoice> backend;
  private final Duration mostUnseen;
  private final Duration longest;
  private final SecureRandom random = new SecureRandom();

  /** By their names, the oldest first; guarded by this. */
  private final Map<String, Visit> runs = new LinkedHashMap<>();

  private record Visit(String visitor, PlaygroundRun run) {}

  /**
   * Reads the images; has no runs yet.
   *
   * @param source of images to learn from, and to look at after each epoch
   * @param backend what ND4J computes with, for what a kept zip says
   */
  public Playground(DataSource source, Supplier<BackendChoice> backend) throws IOException {
    this(source, backend, MOST_UNSEEN, LONGEST);
  }

  /**
   * Sets other limits.
   *
   * @param mostUnseen the time after which a run ends that no client follows
   * @param longest the time after which any run ends
   */
  public Playground(
      DataSource source, Supplier<BackendChoice> backend, Duration mostUnseen, Duration longest)
      throws IOException {
    this.source = source;
    this.training = source.train();
    this.test = source.test();
    this.backend = backend;
    this.mostUnseen = mostUnseen;
    this.longest = longest;
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
  public String start(String visitor, PlaygroundSettings settings, boolean paused) {
    PlaygroundRun run;
    try {
      run = new PlaygroundRun(settings, training, test, source, backend, paused);
    } catch (IllegalArgumentException e) {
      throw new HttpProblem(400, e.getMessage());
    }
    long end = System.nanoTime() + MOST_WAIT.toNanos();
    while (System.nanoTime() < end) { // of starts at once, as of a page that is loaded anew
      end(visitor);
      String id = begin(visitor, run);
      if (id != null) {
        return id;
      }
    }
    throw new HttpProblem(503, "another run of yours is still ending; try again");
  }

  /** Begins a run and returns its name; null while another of the visitor goes on. */
  private synchronized String begin(String visitor, PlaygroundRun run) {
    if (runs.values().stream()
        .anyMatch(each -> each.visitor.equals(visitor) && !each.run.hasEnded())) {
      return null;
    }
    if (running() >= MOST_RUNNING) {
      throw new HttpProblem(503, "%d others are at it; try again in a minute", MOST_RUNNING);
    }
    runs.values().removeIf(each -> each.run.hasEnded() && runs.size() >= MOST_KEPT);
    byte[] name = new byte[8];
    random.nextBytes(name); // which others cannot guess
    String id = HexFormat.of().formatHex(name);
    runs.put(id, new Visit(visitor, run));
    run.start();
    return id;
  }

  /** Stops a visitor's runs and waits for the minibatch that is under way. */
  private void end(String visitor) {
    List<PlaygroundRun> theirs;
    synchronized (this) {
      theirs =
          runs.values().stream()
              .filter(each -> each.visitor.equals(visitor) && !each.run.hasEnded())
              .map(Visit::run)
              .toList();
    }
    theirs.forEach(each -> each.stop("another run of yours has begun"));
    try {
      for (PlaygroundRun each : theirs) {
        each.awaitEnd(MOST_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpProblem(503, "the server stops");
    }
  }

  /** How many runs are under way. */
  public synchronized long running() {
    return runs.values().stream().filter(each -> !each.run.hasEnded()).count();
  }

  /** Finds a run by its name, or throws an HttpProblem. */
  public synchronized PlaygroundRun run(String id) {
    Visit visit = runs.get(id);
    if (visit == null) {
      throw new HttpProblem(
          404, "no such run any more: the server keeps the last %d until it ends", MOST_KEPT);
    }
    return visit.run;
  }

  /**
   * Returns the zip of a run that is paused or over.
   *
   * @throws HttpProblem if there is no such run, or it has no model now
   */
  public byte[] zip(String id) {
    try {
      return run(id).zip();
    } catch (IllegalStateException e) {
      throw new HttpProblem(409, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpProblem(503, "the server stops");
    }
  }

  /** Stops runs of which no client has asked for a snapshot for a while, and old ones. */
  public synchronized void sweep() {
    for (Visit each : runs.values()) {
      if (each.run.unseen().compareTo(mostUnseen) > 0) {
        each.run.stop("nobody has looked at it for a while");
      } else if (each.run.age().compareTo(longest) > 0) {
        each.run.stop("it has taken %d minutes, the most".formatted(longest.toMinutes()));
      }
    }
  }

  /** Ends all runs. */
  @Override
  public synchronized void close() {
    runs.values().forEach(each -> each.run.stop("the server stops"));
  }
}
