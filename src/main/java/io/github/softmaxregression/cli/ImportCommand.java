package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.data.ClassNames;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.exchange.DenseClassifier;
import io.github.softmaxregression.exchange.Exchanged;
import io.github.softmaxregression.exchange.LayerActivation;
import io.github.softmaxregression.exchange.ModelFormat;
import io.github.softmaxregression.exchange.Unsaid;
import io.github.softmaxregression.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a zip of a model that another program has trained. */
@Command(
    name = "import",
    description = "Makes a zip of a fully connected classifier that another program has saved.")
final class ImportCommand extends CommandPart implements Callable<Integer> {
  private static final int MOST_BYTES = 1 << 28;

  @Mixin private DeviceOptions device;

  @Parameters(paramLabel = "FILE", description = "A file of safetensors or ONNX.")
  private Path file;

  @Option(names = "--out", paramLabel = "ZIP", required = true)
  private Path out;

  @Option(names = "--labels", paramLabel = "FILE")
  private Path labels;

  @Option(names = "--black", paramLabel = "VALUE")
  private Double black;

  @Option(names = "--white", paramLabel = "VALUE")
  private Double white;

  @Option(names = "--activation", paramLabel = "NAME")
  private LayerActivation activation;

  @Override
  public Integer call() throws IOException {
    device.check();
    Unsaid unsaid = unsaid();
    List<String> names = labels == null ? null : ClassNames.read(labels);
    byte[] content = content();
    if (PictureFiles.isSame(file.toString(), out)) {
      throw usage("%s would be overwritten, and is read: name another file with --out", out);
    }
    device.start();
    Exchanged model = ModelFormat.read(file, content, unsaid);
    int classes = model.classifier().classes();
    if (names != null && names.size() != classes) {
      throw new InvalidFileException(
          labels, names.size() + " names", classes + " as " + file + " has outputs", "add them");
    }
    byte[] zip = model.zip(file, names);
    AtomicFile.write(out, target -> target.write(zip));
    DenseClassifier classifier = model.classifier();
    printf(
        "saved %s: %,d inputs, %,d classes, %d layer%s%n",
        out,
        classifier.inputs(),
        classifier.classes(),
        classifier.layers().size(),
        classifier.layers().size() == 1 ? "" : "s");
    return 0;
  }

  private Unsaid unsaid() {
    try {
      return new Unsaid(black, white, activation);
    } catch (IllegalArgumentException e) {
      throw usage("%s", e.getMessage());
    }
  }

  /** Reads the file, of which there may be so much. */
  private byte[] content() throws IOException {
    String expected = "a model of at most %,d bytes".formatted(MOST_BYTES);
    if (!Files.isRegularFile(file)) {
      String found = Files.exists(file) ? "something that is no file" : "no such file";
      throw new InvalidFileException(file, found, expected, "name a file of safetensors or ONNX");
    }
    if (Files.size(file) > MOST_BYTES) {
      String found = "%,d bytes".formatted(Files.size(file));
      throw new InvalidFileException(file, found, expected, "import a smaller one");
    }
    return Files.readAllBytes(file);
  }
}
