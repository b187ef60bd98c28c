package io.github.softmaxregression.store;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Preset;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.model.TrainableModel;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A checkpoint of a run that has learned from three minibatches of its second epoch. */
public final class SoundCheckpoint {
  private SoundCheckpoint() {}

  /** Saves it to a file. */
  public static Checkpoint save(Path file) throws IOException {
    ImageSet images = FashionMnist.bundled().test();
    var settings = Preset.BEST.settings();
    SoftmaxNetwork network = SoftmaxNetwork.create(settings, 784, 10);
    TrainableModel.State state = network.state();
    Progress progress =
        new Progress(
            List.of(new EpochMetrics(1, 0.5, 0.8, null, null, 0.1)),
            3,
            new EpochTotals(190.5, 300, 384),
            0.25,
            null);
    Checkpoint saved =
        new Checkpoint(
            Checkpoint.Run.of(ModelKind.NETWORK, settings, images, null),
            progress,
            new TrainableModel.State(state.parameters(), new float[7850], 472));
    saved.save(
        network,
        InputFormat.of(images, Crop.AUTO, 0),
        Provenance.now(
            ModelKind.NETWORK,
            settings,
            FashionMnist.bundled().location(),
            images,
            images.size(),
            images,
            BackendChoice.of(Device.CPU),
            progress.epochs(),
            null),
        file);
    return saved;
  }
}
