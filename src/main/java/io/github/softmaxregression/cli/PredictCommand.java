package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.picture.Invert;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names what pictures show. */
@Command(
    name = "predict",
    description = {
      "Classifies pictures with a saved model: files (PNG, JPEG, GIF, BMP, TIFF, WebP), folders with",
      "all pictures in them, patterns such as 'photos/*.jpg', - for one on standard input; or images",
      "of the test set."
    },
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class PredictCommand implements Callable<Integer> {
  private static final int FIGURE_COLUMNS = 9;

  @Spec private CommandSpec spec;
  @Mixin private ModelOption model;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions compute;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Pictures, as said above.")
  private List<String> files = List.of();

  @Option(
      names = "--test-index",
      paramLabel = "RANGE",
      converter = IndexRange.Converter.class,
      description = "Test images instead: 7, 0..5 (both ends included) or 0..5,17.")
  private IndexRange range;

  @Option(
      names = "--invert",
      paramLabel = "WHEN",
      description =
          "Exchange bright and dark: auto (where the border is bright), yes or no. Default: auto.")
  private Invert invert;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Refuse pictures with more. Default: ${DEFAULT-VALUE}.")
  private long mostPixels = PictureReader.MOST_PIXELS;

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "Name the K most probable classes. Default: ${DEFAULT-VALUE}.")
  private int top = 1;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, json, csv or jsonl. Default: table.")
  private PredictionFormat format = PredictionFormat.TABLE;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write there instead of to standard output.")
  private Path out;

  @Mixin private FigureFileOption figure;

  private boolean failed;

  @Override
  public Integer call() throws IOException {
    check();
    figure.check();
    compute.check();
    if (out != null) {
      AtomicFile.requireWritable(out);
    }
    List<String> inputs = PictureFiles.of(files, this::complain);
    requireOthers(inputs);
    try (Background<ImageClassifier> loading = Background.start("ND4J", this::load)) {
      ModelStore.prepare();
      List<PredictionRow> answers = new ArrayList<>();
      List<Picture> shown = new ArrayList<>();
      if (range == null) {
        ImageClassifier classifier = loading.result();
        for (int i = 0; i < inputs.size(); i += ImageClassifier.BATCH) {
          List<String> batch =
              inputs.subList(i, Math.min(inputs.size(), i + ImageClassifier.BATCH));
          classify(batch, classifier, answers, shown);
        }
      } else {
        classifyTestImages(loading, answers, shown);
      }
      top = Math.min(top, loading.result().input().classNames().size());
      write(answers);
      draw(answers, shown, loading.result().input());
    }
    return failed ? 1 : 0;
  }

  private void check() {
    if (files.isEmpty() == (range == null)) {
      throw new ParameterException(
          spec.commandLine(),
          files.isEmpty()
              ? "no picture: expected FILE or --test-index RANGE"
              : "FILE and --test-index: expected one of them");
    }
    if (range != null && invert != null) {
      throw new ParameterException(
          spec.commandLine(), "--invert and --test-index: test images are taken as they are");
    }
    require(top >= 1, "--top " + top);
    require(mostPixels >= 1, "--max-pixels " + mostPixels);
  }

  private void require(boolean valid, String option) {
    if (!valid) {
      throw new ParameterException(spec.commandLine(), option + ": expected 1 or more");
    }
  }

  /** Starts ND4J and reads the model: longer work than reading the test images. */
  private ImageClassifier load() throws IOException {
    compute.start(
        ImageClassifier.BATCH, FashionMnist.SIDE * FashionMnist.SIDE, FashionMnist.CLASSES);
    return ImageClassifier.of(model.load());
  }

  /** Says what is wrong with a part of the work. */
  private String complain(IOException error) {
    failed = true;
    return ErrorLine.warn(error, spec.commandLine().getErr());
  }

  /** Results must not take the place of what they are made from. */
  private void requireOthers(List<String> inputs) throws IOException {
    for (Path result : new Path[] {out, figure.file()}) {
      if (result == null || !Files.exists(result)) {
        continue;
      }
      List<String> sources = new ArrayList<>(inputs);
      if (!model.source().shipped()) {
        sources.add(model.source().path().toString());
      }
      for (String source : sources) {
        if (PictureFiles.isSame(source, result)) {
          throw new ParameterException(
              spec.commandLine(), result + " would be overwritten, and is read: name another file");
        }
      }
    }
  }

  /** Reads as many pictures as can be read, and classifies them together. */
  private void classify(
      List<String> inputs,
      ImageClassifier classifier,
      List<PredictionRow> answers,
      List<Picture> shown) {
    List<Picture> pictures = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (String input : inputs) {
      Picture picture = null;
      String error = null;
      try {
        picture = read(input, classifier.input());
      } catch (IOException e) {
        error = complain(e);
      }
      pictures.add(picture);
      errors.add(error);
    }
    List<Picture> readable = pictures.stream().filter(picture -> picture != null).toList();
    List<Prediction> predictions = classifier.classify(readable);
    int next = 0;
    for (int i = 0; i < inputs.size(); i++) {
      Picture picture = pictures.get(i);
      answers.add(
          new PredictionRow(
              inputs.get(i),
              null,
              picture == null ? null : predictions.get(next++),
              picture != null && picture.inverted(),
              errors.get(i)));
    }
    if (figure.file() != null) {
      shown.addAll(readable);
    }
  }

  private Picture read(String input, InputFormat size) throws IOException {
    PictureReader reader = new PictureReader(mostPixels);
    Invert when = invert == null ? Invert.AUTO : invert;
    if (input.equals(PictureFiles.STDIN)) {
      return reader.read(System.in, "standard input", when, size.height(), size.width());
    }
    return reader.read(PictureFiles.path(input), when, size.height(), size.width());
  }

  private void classifyTestImages(
      Background<ImageClassifier> loading, List<PredictionRow> answers, List<Picture> shown)
      throws IOException {
    ImageSet test = data.source(() -> loading.result().input().height()).test();
    int[] indices = indicesOf(test);
    ImageClassifier classifier = loading.result();
    ImageSet images = ModelOption.fitted(test.select(indices), classifier.input(), model.source());
    List<Prediction> predictions = classifier.classify(images);
    for (int i = 0; i < indices.length; i++) {
      String truth = images.classNames().get(images.label(i));
      answers.add(
          new PredictionRow(String.valueOf(indices[i]), truth, predictions.get(i), false, null));
      shown.add(new Picture(images.image(i), images.height(), images.width(), false));
    }
  }

  private int[] indicesOf(ImageSet test) {
    if (range.largest() >= test.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--test-index %d: the test set has the indices 0 to %d"
              .formatted(range.largest(), test.size() - 1));
    }
    return range.indices();
  }

  private void write(List<PredictionRow> answers) throws IOException {
    if (out == null) {
      format.write(answers, top, spec.commandLine().getOut());
      return;
    }
    StringWriter text = new StringWriter();
    format.write(answers, top, new PrintWriter(text, true));
    AtomicFile.write(out, file -> file.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    spec.commandLine().getOut().println("wrote " + out);
  }

  /** Draws what the network saw, with its answers. */
  private void draw(List<PredictionRow> answers, List<Picture> shown, InputFormat size)
      throws IOException {
    if (shown.isEmpty()) {
      return;
    }
    List<List<String>> titles = new ArrayList<>();
    for (PredictionRow answer : answers) {
      if (answer.error() == null) {
        String first = answer.truth();
        if (first == null) {
          Path name = Path.of(answer.input()).getFileName();
          first = name == null ? answer.input() : name.toString();
        }
        titles.add(List.of(first, answer.prediction().className()));
      }
    }
    ImageSet images = Picture.together(shown, size.height(), size.width(), size.classNames());
    figure.write(() -> Figures.imageGrid(images, titles, FIGURE_COLUMNS));
  }
}
