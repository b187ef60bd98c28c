package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.figure.Figures;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the first training images. */
@Command(
    name = "show",
    description = "Names the first 18 training images and, with --figure, draws them.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class DataShowCommand implements Callable<Integer> {
  private static final int ROWS = 2;
  private static final int COLUMNS = 9;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private FigureFileOption figure;

  @Override
  public Integer call() throws IOException {
    figure.check();
    ImageSet all = data.source().train();
    ImageSet images =
        all.select(IntStream.range(0, Math.min(ROWS * COLUMNS, all.size())).toArray());
    List<String> names =
        IntStream.range(0, images.size())
            .mapToObj(i -> images.classNames().get(images.label(i)))
            .toList();
    for (int row = 0; row * COLUMNS < names.size(); row++) {
      List<String> inRow =
          names.subList(row * COLUMNS, Math.min((row + 1) * COLUMNS, names.size()));
      spec.commandLine().getOut().println(String.join(", ", inRow));
    }
    figure.write(() -> Figures.imageGrid(images, names.stream().map(List::of).toList(), COLUMNS));
    return 0;
  }
}
