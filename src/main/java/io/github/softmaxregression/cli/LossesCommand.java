package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFileOption;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.model.Losses;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the loss functions of the chapter. */
@Command(
    name = "losses",
    description = "Prints squared, absolute and Huber's loss and their derivatives.")
final class LossesCommand extends CommandPart implements Callable<Integer> {
  private static final int POINTS = 13;

  @Mixin private DeviceOptions device;
  @Mixin private FigureFileOption figure;
  @Mixin private FormatOption format;

  /** Is what a program reads of one prediction: losses where the truth is 0, and their slopes. */
  private record Output(
      double prediction,
      double squared,
      double squaredSlope,
      double absolute,
      double absoluteSlope,
      double huber,
      double huberSlope) {}

  @Override
  public Integer call() throws IOException {
    figure.check();
    device.check();
    device.start();
    INDArray prediction = Nd4j.linspace(DataType.DOUBLE, -3, 0.5, POINTS); // -3 to 3
    INDArray target = Nd4j.zeros(DataType.DOUBLE, POINTS);
    INDArray[] columns = {
      prediction,
      Losses.squared(target, prediction),
      Losses.squaredGradient(target, prediction),
      Losses.absolute(target, prediction),
      Losses.absoluteGradient(target, prediction),
      Losses.huber(target, prediction),
      Losses.huberGradient(target, prediction)
    };
    if (format.isJson()) {
      format.print(IntStream.range(0, POINTS).mapToObj(row -> output(columns, row)).toList());
      return 0;
    }
    out().println("loss of a prediction where the truth is 0, and its derivative");
    printf(
        "%10s  %8s %8s  %8s %8s  %8s %8s%n",
        "prediction", "squared", "slope", "absolute", "slope", "Huber", "slope");
    for (int row = 0; row < prediction.length(); row++) {
      printf("%10.1f", columns[0].getDouble(row));
      for (int i = 1; i < columns.length; i++) {
        // Adding 0 turns -0 into 0.
        printf(i % 2 == 1 ? "  %8.3f" : " %8.3f", columns[i].getDouble(row) + 0.0);
      }
      out().println();
    }
    figure.write(Figures::losses);
    return 0;
  }

  private static Output output(INDArray[] columns, int row) {
    double[] values =
        Stream.of(columns).mapToDouble(column -> column.getDouble(row) + 0.0).toArray();
    return new Output(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
  }
}
