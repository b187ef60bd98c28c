package io.github.softmaxregression.cli;

import io.github.softmaxregression.benchmark.PhotographFolders;
import io.github.softmaxregression.benchmark.PhotographFolders.Folder;
import io.github.softmaxregression.benchmark.PhotographResults;
import io.github.softmaxregression.benchmark.PhotographResults.Result;
import io.github.softmaxregression.cli.options.ClassesOption;
import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFileOption;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.cli.output.ErrorLine;
import io.github.softmaxregression.cli.output.LongWork;
import io.github.softmaxregression.cli.output.TextTable;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.figure.SeenPictures;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.picture.Preparation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells how well a model names photographs whose classes are known. */
@Command(
    name = "photographs",
    description = {
      "Measures a saved model on photographs in folders by class.",
      "Tells how often it is right, what it says of itself, and where it is wrong."
    })
final class BenchmarkPhotographsCommand extends CommandPart implements Callable<Integer> {
  private static final int SHOWN = 6; // most confident mistakes

  @Parameters(paramLabel = "DIR", description = "Has a folder of photographs for each class.")
  private Path parent;

  @Mixin private ModelOption model;
  @Mixin private DeviceOptions device;
  @Mixin private ClassesOption classes;

  @Option(names = "--worst", paramLabel = "FILE")
  private Path worst;

  private int unreadable;

  @Override
  public Integer call() throws IOException {
    device.check();
    FigureFileOption.check("--worst", worst, spec());
    Map<String, Set<String>> right = classes.right(parent);
    try (ImageClassifier classifier = ImageClassifier.of(model.load(device))) {
      List<String> known = classifier.input().classNames();
      classes.check(right, known);
      PhotographFolders folders = PhotographFolders.of(parent, right, known);
      requireOther(folders.measured());
      tellWhatIsPassedOver(folders);
      PhotographResults results = measure(classifier, folders.measured());
      print(folders.measured(), results);
      draw(results.mistakes(), ImageClassifier.preparation(classifier.input()));
    }
    return unreadable > 0 ? 1 : 0;
  }

  /** Refuses a figure that would take the place of what it is made from. */
  private void requireOther(List<Folder> folders) throws IOException {
    List<String> sources = new ArrayList<>();
    folders.forEach(folder -> folder.pictures().forEach(file -> sources.add(file.toString())));
    for (String source : sources) {
      if (worst != null && PictureFiles.isSame(source, worst)) {
        throw usage("%s would be overwritten, and is read: name another file", worst);
      }
    }
  }

  private void tellWhatIsPassedOver(PhotographFolders folders) {
    PrintWriter notes = notes(err());
    for (Folder folder : folders.passedOver()) {
      notes.printf(
          "passed over %s: no class for its %d pictures; see --classes%n",
          folder.name(), folder.pictures().size());
    }
    for (Folder folder : folders.measured()) {
      if (folder.pictures().isEmpty()) {
        notes.printf("passed over %s: no picture in it%n", folder.name());
      }
      if (!folder.leftOut().isEmpty()) {
        notes.printf("%s: %s%n", folder.name(), folder.leftOut());
      }
    }
    notes.flush();
  }

  private PhotographResults measure(ImageClassifier classifier, List<Folder> folders) {
    try (LongWork work =
        new LongWork("benchmark photographs", err(), isWatched(), "nothing is kept")) {
      return PhotographResults.of(
          classifier,
          folders,
          error -> {
            work.clear();
            complain(error);
          },
          (done, all) -> work.at((double) done / all, "picture %d of %d", done + 1, all));
    }
  }

  private void complain(IOException error) {
    unreadable++;
    ErrorLine.warn(error, err());
  }

  private void print(List<Folder> folders, PhotographResults results) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("folder", "class", "pictures", "right", ""));
    for (Folder folder : folders) {
      rows.add(row(folder.name(), String.join(" or ", folder.right()), results.of(folder)));
    }
    rows.add(row("all", "", results));
    printf("model  %s%n%n", model.source().describe());
    TextTable.print(rows, column -> column > 1, out());
    if (unreadable > 0) {
      printf("%d could not be read and are not counted%n", unreadable);
    }
    printf("%n");
    rows.clear();
    rows.add(List.of("mean probability of the class named", share(results.says())));
    rows.add(List.of("right of the half it is surest of", share(results.surestHalf().accuracy())));
    rows.add(List.of("with a note: not to be trusted", share(results.noted())));
    String time = "%.1f ms".formatted(1000 * results.medianSeconds());
    rows.add(List.of("median time for a picture", time));
    TextTable.print(rows, column -> column > 0, out());
  }

  private static List<String> row(String name, String right, PhotographResults results) {
    int pictures = results.all().size();
    return List.of(name, right, pictures + "", results.right() + "", share(results.accuracy()));
  }

  private static String share(double value) {
    return Double.isNaN(value) ? "-" : "%.4f".formatted(value);
  }

  private void draw(List<Result> mistakes, Preparation usual) throws IOException {
    if (worst == null) {
      return;
    }
    if (mistakes.isEmpty()) {
      notes(out()).println("no mistake to draw");
      return;
    }
    List<SeenPictures.Row> rows = new ArrayList<>();
    for (Result mistake : mistakes.subList(0, Math.min(SHOWN, mistakes.size()))) {
      Picture picture = new PictureReader().read(mistake.file(), usual.withThumbnail());
      String name = Path.of(mistake.folder().name()).resolve(mistake.file().getFileName()) + "";
      rows.add(new SeenPictures.Row(name, picture, mistake.prediction()));
    }
    FigureFile.write(SeenPictures.of(rows, mistakes.size()), worst);
    notes(out())
        .printf(
            "drew %s: the %d most confident of %d mistakes%n", worst, rows.size(), mistakes.size());
  }
}
