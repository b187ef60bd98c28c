package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFileOption;
import io.github.softmaxregression.cli.options.IndexRange;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.cli.output.ErrorLine;
import io.github.softmaxregression.cli.output.LongWork;
import io.github.softmaxregression.cli.output.PredictionFormat;
import io.github.softmaxregression.cli.output.PredictionRow;
import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.figure.SeenPictures;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.inference.SimilarImages;
import io.github.softmaxregression.inference.SimilarImages.Similar;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.picture.Invert;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.picture.Preparation;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.InputFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names what pictures show. */
@Command(
    name = "predict",
    description = {
      "Classifies pictures, or images of the test set, with a saved model.",
      "Pictures are files (PNG, JPEG, GIF, BMP, TIFF, WebP), folders with all pictures in them,"
          + " patterns such as 'photos/*.jpg', or - for one on standard input."
    })
final class PredictCommand extends CommandPart implements Callable<Integer> {
  private static final int FIGURE_COLUMNS = 9;
  private static final int MOST_SIMILAR = 100;

  @Mixin private ModelOption model;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions device;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Pictures, as said above.")
  private List<String> files = List.of();

  @Option(names = "--test-index", paramLabel = "RANGE", converter = IndexRange.Converter.class)
  private IndexRange range;

  @Option(names = "--invert", paramLabel = "WHEN")
  private Invert invert;

  @Option(names = "--crop", paramLabel = "WHEN")
  private Crop crop;

  @Option(names = "--max-pixels", paramLabel = "N")
  private long mostPixels = PictureReader.MOST_PIXELS;

  @Option(names = "--top", paramLabel = "K")
  private int top = 1;

  @Option(names = "--similar", paramLabel = "N")
  private int similar;

  @Option(names = "--format", paramLabel = "FORMAT")
  private PredictionFormat format = PredictionFormat.TABLE;

  @Option(names = "--json")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE")
  private Path out;

  @Mixin private FigureFileOption figure;

  private final List<PredictionRow> rows = new ArrayList<>();
  private final List<SeenPictures.Row> seen = new ArrayList<>();
  private SimilarImages training; // null unless similar images are asked for
  private int thumbnails;
  private ImageSet testImages;
  private boolean failed;
  private LongWork work; // null before there is some
  private int begun; // pictures

  @Override
  public Integer call() throws IOException {
    check();
    figure.check();
    device.check();
    if (out != null) {
      AtomicFile.requireWritable(out);
    }
    List<String> inputs = new PictureFiles(this::complain, notes(err())::println).of(files);
    requireOthers(inputs);
    try (Background<ImageClassifier> loading = Background.start("model", this::load)) {
      if (similar > 0) {
        training = training(loading.result().input());
      }
      if (range == null) {
        try (LongWork open = new LongWork(spec().name(), err(), isWatched(), kept())) {
          work = open;
          classify(inputs, loading.result());
        }
      } else {
        classifyTestImages(loading);
      }
      write(Math.min(top, loading.result().input().classNames().size()));
      draw();
    }
    return failed ? 1 : 0;
  }

  private void check() {
    format = json ? PredictionFormat.JSON : format;
    if (files.isEmpty() == (range == null)) {
      throw usage(
          files.isEmpty()
              ? "no picture: expected FILE or --test-index RANGE"
              : "FILE and --test-index: expected one of them");
    }
    if (range != null && (invert != null || crop != null)) {
      String option = invert != null ? "--invert" : "--crop";
      throw usage("%s and --test-index: test images are taken as they are", option);
    }
    requireRange("--top", top, 1, Long.MAX_VALUE);
    requireRange("--similar", similar, 0, MOST_SIMILAR);
    requireRange("--max-pixels", mostPixels, 1, Long.MAX_VALUE);
  }

  private ImageClassifier load() throws IOException {
    return ImageClassifier.of(model.load(device));
  }

  private String kept() {
    return out == null ? "nothing was printed" : LongWork.NOTHING;
  }

  private void complain(IOException error) {
    failed = true;
    if (work != null) {
      work.clear();
    }
    ErrorLine.warn(error, err());
  }

  /** Refuses results that would take the place of what they are made from. */
  private void requireOthers(List<String> inputs) throws IOException {
    List<String> sources = new ArrayList<>(inputs);
    if (!model.source().shipped()) {
      sources.add(model.source().path().toString());
    }
    for (Path result : new Path[] {out, figure.file()}) {
      for (String source : sources) {
        if (result != null && PictureFiles.isSame(source, result)) {
          throw usage("%s would be overwritten, and is read: name another file", result);
        }
      }
    }
  }

  private void classify(List<String> inputs, ImageClassifier classifier) {
    for (int i = 0; i < inputs.size(); i += ImageClassifier.BATCH) {
      List<String> batch = inputs.subList(i, Math.min(inputs.size(), i + ImageClassifier.BATCH));
      int all = inputs.size();
      for (var outcome : classifier.classify(batch, input -> read(input, classifier, all))) {
        if (outcome.error() != null) {
          complain(outcome.error());
          String error = ErrorLine.describe(outcome.error());
          rows.add(new PredictionRow(outcome.input(), null, null, false, null, error));
          continue;
        }
        boolean inverted = outcome.picture().inverted();
        List<Similar> alike = similar(outcome.picture().pixels());
        rows.add(
            new PredictionRow(outcome.input(), null, outcome.prediction(), inverted, alike, null));
        if (outcome.picture().finding().thumbnail() != null) {
          seen.add(
              new SeenPictures.Row(
                  shortName(outcome.input()), outcome.picture(), outcome.prediction()));
        }
      }
    }
  }

  private Picture read(String input, ImageClassifier classifier, int all) throws IOException {
    work.at((double) begun / all, "picture %d of %d", ++begun, all);
    PictureReader reader =
        new PictureReader(mostPixels, "make it smaller, or allow more with --max-pixels");
    Preparation usual = ImageClassifier.preparation(classifier.input());
    Preparation how =
        usual.with(
            Objects.requireNonNullElse(invert, usual.invert()),
            Objects.requireNonNullElse(crop, usual.crop()));
    boolean drawn = figure.file() != null && thumbnails < SeenPictures.MOST;
    Preparation shown = drawn ? how.withThumbnail() : how;
    Picture picture =
        input.equals(PictureFiles.STDIN)
            ? reader.read(System.in, "standard input", shown)
            : reader.read(PictureFiles.path(input), shown);
    thumbnails += drawn ? 1 : 0;
    return picture;
  }

  private void classifyTestImages(Background<ImageClassifier> loading) throws IOException {
    ImageSet test = data.source(() -> ImageClassifier.preparation(loading.result().input())).test();
    if (range.largest() >= test.size()) {
      throw usage(
          "--test-index %d: the test set has the indices 0 to %d",
          range.largest(), test.size() - 1);
    }
    int[] indices = range.indices();
    ImageSet chosen = test.select(indices);
    testImages = ModelOption.fitted(chosen, loading.result().input(), model.source());
    ImageClassifier classifier = loading.result().named(testImages.classNames());
    List<Prediction> predictions = classifier.classify(testImages);
    for (int i = 0; i < indices.length; i++) {
      String truth = testImages.classNames().get(testImages.label(i));
      List<Similar> alike = similar(testImages.image(i));
      rows.add(new PredictionRow(indices[i] + "", truth, predictions.get(i), false, alike, null));
    }
  }

  /** The images that a model has learned from, where those are known: a zip holds none. */
  private SimilarImages training(InputFormat input) {
    SimilarImages known = SimilarImages.forModel(input);
    if (known == null) {
      throw usage(
          "--similar and %s: the zip holds no training images; expected one of Fashion-MNIST",
          model.source());
    }
    return known;
  }

  private List<Similar> similar(byte[] pixels) {
    return training == null ? null : training.of(pixels, similar);
  }

  private void write(int classes) throws IOException {
    if (out == null) {
      format.write(model.source().describe(), rows, classes, out());
      return;
    }
    StringWriter text = new StringWriter();
    format.write(model.source().describe(), rows, classes, new PrintWriter(text));
    AtomicFile.write(out, file -> file.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    out().println("wrote " + out);
  }

  /** Draws test images, or what was found in pictures, with their predictions. */
  private void draw() throws IOException {
    if (testImages != null) {
      List<List<String>> titles =
          rows.stream().map(row -> List.of(row.truth(), row.prediction().className())).toList();
      figure.write(() -> Figures.imageGrid(testImages, titles, FIGURE_COLUMNS));
    } else if (!seen.isEmpty()) {
      int total = (int) rows.stream().filter(row -> row.error() == null).count();
      figure.write(() -> SeenPictures.of(seen, total));
      if (total > seen.size()) {
        notes(out())
            .printf("it shows %d pictures; %d are left out%n", seen.size(), total - seen.size());
      }
    }
  }

  /** Returns a file's name with no more than the last of its folders, which may be its class. */
  private static String shortName(String input) {
    Path path = Path.of(input);
    int names = path.getNameCount();
    return names > 2 ? path.subpath(names - 2, names).toString() : input;
  }
}
