package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.output.TypedCommand;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.training.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what is not told of every run. */
final class RunNotes {
  private RunNotes() {}

  /** Tells where a run was stopped, and the command that goes on with it. */
  static String stopped(Progress end, CommandSpec spec, boolean resumed) {
    List<String> arguments = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
    if (!resumed) {
      arguments.add("--resume");
    }
    return "stopped in epoch %d after %,d of its images; to go on: %s"
        .formatted(end.epoch(), end.totals().seen(), TypedCommand.of(arguments));
  }

  /** Warns, at the begin of a run, that the checkpoint of another will be lost. */
  static String replaced(Path checkpoint) {
    return checkpoint
        + " of an unfinished run will be replaced; to go on with it, stop now and give --resume";
  }

  /** Tells which epoch's parameters were kept, and of a loss that has grown. */
  static String over(Progress end) {
    String kept =
        end.best() == null
            ? ""
            : "%nkept epoch %d, the best on the validation images: %.4f%n"
                .formatted(end.best().epoch(), end.best().accuracy());
    double first = end.epochs().get(0).loss();
    double last = end.lastEpoch().loss();
    return last > first
        ? "%s%nthe loss has grown, from %.4f to %.4f: a smaller --learning-rate may help%n"
            .formatted(kept, first, last)
        : kept;
  }

  /** Refuses test images of another size than those of training. */
  static InvalidFileException sizesDiffer(DataSource source, ImageSet training, ImageSet test) {
    return new InvalidFileException(
        source.location(),
        "test images of %d x %d pixels".formatted(test.height(), test.width()),
        "%d x %d like those of training".formatted(training.height(), training.width()),
        "take both from the same data set, or give --resize");
  }
}
