package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.report.RunReport;
import io.github.softmaxregression.store.Checkpoint;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.DivergenceException;
import io.github.softmaxregression.training.EpochMetrics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes what a training run leaves behind: the zip, and beside it a report and figures.
 *
 * @param named whether the zip's name was chosen; else one that is there is kept aside
 * @param input of the network
 * @param ending of the figures' names, .svg or .png; null for neither figures nor report
 */
public record TrainingFiles(
    Path zip, boolean named, InputFormat input, String ending, PrintWriter out) {
  /**
   * Writes all files, each whole or not at all, and deletes the run's checkpoint.
   *
   * @param test images that the model is measured on, of the size that it takes
   * @param testedOnce whether nothing has looked at them before: their accuracy is told then
   * @return the accuracy on the test images
   * @throws DivergenceException if the last update has spoilt the model; nothing is written then
   */
  public double write(
      SoftmaxNetwork network, ImageSet test, Provenance provenance, boolean testedOnce)
      throws IOException {
    if (ending == null) {
      return write(network, test, provenance, testedOnce, null);
    }
    // Draws meanwhile: most of it is loading libraries, as for the report and the zip.
    try (Background<Drawings> drawings =
        Background.start("figures", () -> Drawings.of(network, test, provenance.epochs()))) {
      return write(network, test, provenance, testedOnce, drawings);
    }
  }

  private double write(
      SoftmaxNetwork network,
      ImageSet test,
      Provenance provenance,
      boolean testedOnce,
      Background<Drawings> drawings)
      throws IOException {
    RunReport report =
        testedOnce || drawings != null ? RunReport.of(network, test, provenance) : null;
    if (report != null && !Double.isFinite(report.meanLoss())) {
      throw new DivergenceException(provenance.epochs().size(), 0);
    }
    if (testedOnce) {
      out.printf("test accuracy, looked at once: %.4f%n", report.accuracy());
    }
    if (!named && Files.exists(zip)) {
      out.println(PreviousModel.keep(zip));
    }
    ModelStore.save(network, input, provenance, zip);
    Files.deleteIfExists(Checkpoint.fileFor(zip));
    out.println("saved " + zip);
    if (drawings != null) {
      new Companions(zip, ending).write(report, drawings.result(), test, out);
    }
    List<EpochMetrics> epochs = provenance.epochs();
    return report == null ? epochs.get(epochs.size() - 1).testAccuracy() : report.accuracy();
  }
}
