package io.github.softmaxregression.data.memory;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The minibatches of a {@link ImageSetIterator}, each made by a background thread while the caller
 * works on the one before.
 *
 * <p>Two sets of arrays take turns, so that no memory is asked for while training: a minibatch
 * holds its values until the next one is asked for, and must be copied to be kept longer. For the
 * same reason {@link #asyncSupported} is false, and Deeplearning4j's {@code fit} takes the
 * minibatches as they come.
 *
 * <p>Owns the wrapped iterator; closing ends the thread.
 */
public final class PrefetchingIterator implements DataSetIterator, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final transient ImageSetIterator source;
  private final transient ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread background = new Thread(task, "minibatches");
            background.setDaemon(true);
            return background;
          });

  private transient MinibatchBuffers lent; // what the caller works on
  private transient MinibatchBuffers filling; // what the background thread works on
  private transient Future<DataSet> ahead; // null at the end of a pass
  private transient boolean begun;

  /** Begins at once to make the first minibatch. */
  public PrefetchingIterator(ImageSetIterator source) {
    this.source = source;
    this.lent = source.newBuffers();
    this.filling = source.newBuffers();
    makeNext();
  }

  /**
   * Begins likewise.
   *
   * @param ends receives what closes it
   */
  public static DataSetIterator start(ImageSetIterator source, List<Runnable> ends) {
    PrefetchingIterator iterator = new PrefetchingIterator(source);
    ends.add(iterator::close);
    return iterator;
  }

  /** Keeps the source to one thread at a time: it is touched here with no task under way. */
  private void makeNext() {
    MinibatchBuffers buffers = filling;
    ahead = source.hasNext() ? thread.submit(() -> filled(buffers)) : null;
  }

  private DataSet filled(MinibatchBuffers buffers) {
    DataSet minibatch = source.next(buffers);
    Nd4j.getExecutioner().commit(); // a GPU finishes it before another thread reads it
    return minibatch;
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  /**
   * Returns the next minibatch, valid until the one after it is asked for.
   *
   * @throws NoSuchElementException at the end of a pass
   */
  @Override
  public DataSet next() {
    if (ahead == null) {
      throw new NoSuchElementException("the pass is at its end; reset() begins the next");
    }
    DataSet minibatch = finished(ahead);
    Nd4j.getExecutioner().commit(); // a GPU is done with the last one before it is overwritten
    MinibatchBuffers free = lent;
    lent = filling;
    filling = free;
    begun = true;
    makeNext();
    return minibatch;
  }

  private static DataSet finished(Future<DataSet> minibatch) {
    try {
      return Background.result(minibatch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins the next pass; on a pass of which nothing was read yet it does nothing. */
  @Override
  public void reset() {
    if (!begun) {
      return;
    }
    if (ahead != null) {
      finished(ahead); // given up, like the rest of the pass
    }
    source.reset();
    begun = false;
    makeNext();
  }

  /** Ends the background thread, after the minibatch it may be working on. */
  @Override
  public void close() {
    ahead = null;
    thread.shutdown();
    try {
      thread.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return false;
  }

  /** Not supported: minibatches are of one size, made ahead. */
  @Override
  public DataSet next(int count) {
    throw new UnsupportedOperationException("minibatches of " + batch() + " are made ahead");
  }

  @Override
  public int batch() {
    return source.batch();
  }

  @Override
  public int inputColumns() {
    return source.inputColumns();
  }

  @Override
  public int totalOutcomes() {
    return source.totalOutcomes();
  }

  @Override
  public List<String> getLabels() {
    return source.getLabels();
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return source.getPreProcessor();
  }

  /** Not supported: the first minibatch is on its way. */
  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    throw new UnsupportedOperationException("set it on the iterator before it is wrapped");
  }
}
