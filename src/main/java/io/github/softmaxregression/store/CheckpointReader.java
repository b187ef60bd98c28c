package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.ForeignNetwork;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.model.TrainableModel;
import io.github.softmaxregression.store.Checkpoint.Header;
import io.github.softmaxregression.store.Checkpoint.Run;
import io.github.softmaxregression.store.foreign.ForeignZip;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Progress.Best;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.function.IOFunction;
import org.apache.commons.lang3.ObjectUtils;

/** Reads checkpoints, through the gate for all zips. */
public final class CheckpointReader {
  private CheckpointReader() {}

  /** Reads what a checkpoint is of, without ND4J. */
  public static Run runOf(Path file) throws IOException {
    return read(file, zip -> header(zip).run());
  }

  /** Reads a checkpoint; throws an InvalidFileException if it is none. */
  public static Checkpoint load(Path file) throws IOException {
    return read(file, CheckpointReader::read);
  }

  private static <T> T read(Path file, IOFunction<ForeignZip, T> reader) throws IOException {
    try {
      return ModelSource.file(file).read(reader);
    } catch (InvalidFileException e) {
      throw e.withNextStep("leave --resume out to begin anew");
    }
  }

  private static Header header(ForeignZip zip) throws IOException {
    Header header =
        zip.json(Checkpoint.JSON, Header.class)
            .orElseThrow(() -> zip.invalid("a zip without " + Checkpoint.JSON, "a checkpoint"));
    if (!isSound(header)) {
      throw zip.invalid(
          "a " + Checkpoint.JSON + " that lacks something or contradicts itself", "a checkpoint");
    }
    return header;
  }

  private static boolean isSound(Header header) {
    Run run = header.run();
    List<EpochMetrics> epochs = header.epochs();
    EpochTotals counts = header.counts();
    Integer best = header.bestEpoch();
    return ObjectUtils.allNotNull(run, epochs, counts)
        && ObjectUtils.allNotNull(run.model(), run.settings(), run.sha256())
        && epochs.size() <= run.settings().epochs()
        && !epochs.contains(null)
        && counts.correct() >= 0
        && counts.correct() <= counts.seen()
        && header.minibatches() >= 0
        && header.minibatches() <= counts.seen()
        && counts.seen() <= (long) header.minibatches() * run.settings().batchSize()
        && header.iterations() >= header.minibatches()
        && header.seconds() >= 0
        && (best == null) == (header.bestAccuracy() == null)
        && (best == null || best >= 1 && best <= epochs.size());
  }

  private static Checkpoint read(ForeignZip zip) throws IOException {
    Model model = StoredModel.read(zip).model();
    long parameters =
        model instanceof SoftmaxNetwork network
            ? network.network().numParams()
            : ((ForeignNetwork) model).network().numParams(); // of a changed SoftmaxConfiguration
    Header header = header(zip);
    Run run = header.run();
    Integer epoch = header.bestEpoch();
    Best best =
        epoch == null
            ? null
            : new Best(epoch, header.bestAccuracy(), zip.floats(Checkpoint.BEST, parameters));
    boolean byHand = run.model() != ModelKind.NETWORK;
    int perParameter = byHand ? 0 : run.settings().optimizer().statesPerParameter();
    List<EpochMetrics> epochs = List.copyOf(header.epochs());
    Progress progress =
        new Progress(epochs, header.minibatches(), header.counts(), header.seconds(), best);
    float[] values = zip.floats(Checkpoint.PARAMETERS, parameters);
    float[] updater = zip.floats(Checkpoint.UPDATER, perParameter * parameters);
    var state = new TrainableModel.State(values, updater, header.iterations());
    return new Checkpoint(run, progress, state);
  }
}
