package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.HyperparameterOptions;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.Sha256;
import io.github.softmaxregression.exchange.DenseClassifier;
import io.github.softmaxregression.exchange.Exchanged;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.store.Checkpoint;
import io.github.softmaxregression.store.CheckpointReader;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.Provenance.Origin;
import io.github.softmaxregression.store.StoredModel;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.TrainingSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Begins a run that does not begin anew: in the middle, at its checkpoint, or with the parameters
 * of another model.
 *
 * @param source the checkpoint, or the other model's zip
 * @param origin of the parameters that the run began with; null if they were drawn
 * @param input what the model takes, by which images are ordered; null to leave them as they are
 * @param parameters of the other model: W in column-major order, then b; null in the middle
 * @param checkpoint null at the beginning
 */
record RunStart(
    ModelSource source,
    Origin origin,
    InputFormat input,
    float[] parameters,
    Checkpoint checkpoint) {
  /** Reads the settings of a checkpoint; options may repeat them, not change them. */
  static Hyperparameters settings(Path file, HyperparameterOptions options, CommandSpec command)
      throws IOException {
    Hyperparameters recorded = CheckpointReader.runOf(file).settings();
    if (!options.over(recorded).equals(recorded)) {
      String message = "--resume goes on with the settings in %s; other ones cannot be given";
      throw new ParameterException(command.commandLine(), message.formatted(file));
    }
    return recorded;
  }

  /** Tells whether a zip is already what such a run on these images would make. */
  static boolean isOver(
      Path zip, ModelKind model, Hyperparameters settings, ImageSet training, String from)
      throws IOException {
    if (!Files.isRegularFile(zip)) {
      return false;
    }
    StoredModel stored = StoredModel.load(zip);
    Provenance made = stored.provenance().orElse(null);
    return made != null
        && model == made.model()
        && settings.equals(made.hyperparameters())
        && made.data().sha256().entrySet().containsAll(training.digests().entrySet())
        && stored.input().height() == training.height()
        && stored.input().width() == training.width()
        && (from == null ? made.from() == null : isSame(made.from(), origin(ModelSource.of(from))));
  }

  /**
   * Goes on in the middle of a run, or begins with another model's parameters.
   *
   * @param out where the run's model will be
   * @param resuming whether it goes on
   * @param from the other model; null in the middle of a run of which that is not said
   */
  static RunStart of(CommandSpec command, Path out, boolean resuming, String from)
      throws IOException {
    if (resuming) {
      return resumed(Checkpoint.fileFor(out), from);
    }
    boolean named = command.commandLine().getParseResult().hasMatchedOption("--out");
    if (named && PictureFiles.isSame(from, out)) {
      String message = "%s would be overwritten, and is gone on from: name another file";
      throw new ParameterException(command.commandLine(), message.formatted(out));
    }
    return from(ModelSource.of(from));
  }

  private static RunStart resumed(Path file, String from) throws IOException {
    Checkpoint checkpoint = CheckpointReader.load(file);
    Origin origin = checkpoint.run().from();
    if (from != null && !isSame(origin, origin(ModelSource.of(from)))) {
      String found =
          origin == null ? "a run that began anew" : "a run that began with " + describe(origin);
      throw new InvalidFileException(
          file, found, "one that began with " + from, "leave --from out, or --resume");
    }
    ModelSource source = ModelSource.file(file);
    InputFormat input = origin == null ? null : StoredModel.load(source).input();
    return new RunStart(source, origin, input, null, checkpoint);
  }

  /** Begins with another model's parameters. */
  static RunStart from(ModelSource model) throws IOException {
    StoredModel stored = StoredModel.loadNetwork(model);
    List<DenseClassifier.Layer> layers = Exchanged.classifier(model, stored).layers();
    if (layers.size() > 1) {
      throw new InvalidFileException(
          model,
          "a network of %d layers".formatted(layers.size()),
          "one softmax layer, which is what is trained here",
          "go on from another model");
    }
    float[] parameters = layers.get(0).parameters();
    return new RunStart(model, origin(model), stored.input(), parameters, null);
  }

  private static Origin origin(ModelSource model) throws IOException {
    return new Origin(model.path().getFileName().toString(), Sha256.of(model.bytes()));
  }

  /** Compares models by their bytes: a file may have got another name. */
  static boolean isSame(Origin one, Origin other) {
    return one != null && one.sha256().equals(other.sha256());
  }

  /** Names a model as it can be found again. */
  static String describe(Origin origin) {
    return "%s (SHA-256 %s)".formatted(origin.name(), origin.sha256());
  }

  /**
   * Orders classes as the model's outputs are.
   *
   * @throws InvalidFileException if the model takes other sizes, or has classes of other names
   */
  ImageSet fitted(ImageSet images) throws InvalidFileException {
    if (input == null) {
      return images;
    }
    if (input.height() != images.height() || input.width() != images.width()) {
      throw new InvalidFileException(
          source,
          "a model of %d x %d pixels".formatted(input.height(), input.width()),
          "%d x %d like the images".formatted(images.height(), images.width()),
          "give --resize, or go on from another");
    }
    Set<String> others = new TreeSet<>(input.classNames());
    others.removeAll(images.classNames());
    others.removeIf(name -> name.matches("class \\d+")); // of a model that does not name them
    if (!others.isEmpty()) {
      throw new InvalidFileException(
          source,
          "classes of other names, as " + ForeignText.plain(others.iterator().next()),
          "those of the data set: " + ForeignText.plain(String.join(", ", images.classNames())),
          "name them when it is imported, with --labels");
    }
    return ModelOption.fitted(images, input, source);
  }

  /** Where the run has got to; refuses the checkpoint of another. */
  Checkpoint progress(Checkpoint.Run run) throws InvalidFileException {
    if (checkpoint == null) {
      return new Checkpoint(run, Progress.START, null);
    }
    if (!checkpoint.run().equals(run)) {
      String found = "a run of " + describe(checkpoint.run());
      String expected = describe(run) + " and the same images";
      String advice = "give the same --data and --resize, or leave --resume out to begin anew";
      throw new InvalidFileException(source, found, expected, advice);
    }
    return checkpoint;
  }

  private static String describe(Checkpoint.Run run) {
    return "%s on %d x %d images".formatted(run.model(), run.height(), run.width());
  }

  /**
   * Gives a run its first parameters, unless it is further, and says where it goes on.
   *
   * @throws InvalidFileException if they are of a network of other layers
   */
  String begin(TrainingSetup setup) throws InvalidFileException {
    int expected = setup.state().parameters().length;
    int found = (checkpoint == null ? parameters : checkpoint.state().parameters()).length;
    if (found != expected) {
      throw new InvalidFileException(
          source,
          "%,d parameters".formatted(found),
          "%,d as SoftmaxConfiguration has".formatted(expected),
          "begin anew, without " + (checkpoint == null ? "--from" : "--resume"));
    }
    if (checkpoint != null) {
      Progress progress = checkpoint.progress();
      return "going on in epoch %d after %,d of its images"
          .formatted(progress.epoch(), progress.totals().seen());
    }
    setup.startFrom(parameters);
    return "going on from the parameters of " + source.describe();
  }
}
