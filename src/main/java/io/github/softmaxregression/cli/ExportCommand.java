package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.cli.output.LongWork;
import io.github.softmaxregression.exchange.Exchanged;
import io.github.softmaxregression.exchange.ModelFormat;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model for other programs. */
@Command(
    name = "export",
    description = "Writes a saved model as a file of another format, for other programs.")
final class ExportCommand extends CommandPart implements Callable<Integer> {
  @Mixin private DeviceOptions device;

  @Parameters(
      paramLabel = "ZIP",
      converter = ModelOption.Converter.class,
      description = "The saved model: " + ModelOption.WHICH)
  private ModelSource zip;

  @Option(names = "--format", paramLabel = "NAME", required = true)
  private ModelFormat format;

  @Option(names = "--out", paramLabel = "FILE")
  private Path out;

  @Override
  @SuppressWarnings("try") // the work is told of when it is stopped, not called
  public Integer call() throws IOException {
    device.check();
    device.start();
    Path file = out == null ? Path.of(format.fileName(zip.name())) : out;
    Map<Path, byte[]> files;
    try (LongWork work = new LongWork(spec().name(), err(), isWatched(), LongWork.NOTHING)) {
      files = files(file);
    }
    for (Map.Entry<Path, byte[]> each : files.entrySet()) {
      AtomicFile.write(each.getKey(), target -> target.write(each.getValue()));
      printf("wrote %s, %,d bytes%n", each.getKey(), each.getValue().length);
    }
    return 0;
  }

  private Map<Path, byte[]> files(Path file) throws IOException {
    if (!zip.shipped() && PictureFiles.isSame(zip.path().toString(), file)) {
      throw usage("%s would be overwritten, and is read: name another file with --out", file);
    }
    AtomicFile.requireWritable(file);
    Exchanged model = Exchanged.from(zip);
    try {
      return format.files(model, file);
    } catch (IllegalArgumentException e) {
      throw usage("%s", e.getMessage());
    }
  }
}
