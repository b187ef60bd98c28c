package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.model.Augment;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.LearningRateSchedule;
import io.github.softmaxregression.model.Optimizer;
import io.github.softmaxregression.model.Preset;
import picocli.CommandLine.Option;

/** Sets the hyperparameters that every training has: the chapter's. */
public class HyperparameterOptions extends CommandPart {
  private final Hyperparameters defaults;

  @Option(names = "--epochs", paramLabel = "N")
  private Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N")
  private Integer batchSize;

  @Option(names = "--learning-rate", paramLabel = "RATE")
  private Double learningRate;

  @Option(names = "--seed", paramLabel = "N")
  private Long seed;

  /** Makes options that change some settings. */
  public HyperparameterOptions(Hyperparameters defaults) {
    this.defaults = defaults;
  }

  Hyperparameters defaults() {
    return defaults;
  }

  /** Takes settings for folders of pictures where no others are asked for. */
  public void preferPictures() {}

  /** Whether the test images are looked at after each epoch, as in the chapter. */
  public boolean testsEachEpoch() {
    return true;
  }

  /** Returns the settings that were chosen. */
  public final Hyperparameters chosen() {
    return over(defaults());
  }

  /** Puts these options in place of some settings, where they were given. */
  public final Hyperparameters over(Hyperparameters base) {
    try {
      return base.with(this::change);
    } catch (IllegalArgumentException e) {
      throw usage("%s", e.getMessage());
    }
  }

  void change(Hyperparameters.Draft s) {
    s.epochs = or(epochs, s.epochs);
    s.batchSize = or(batchSize, s.batchSize);
    s.learningRate = or(learningRate, s.learningRate);
    s.seed = or(seed, s.seed);
  }

  static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  /** Refines the network's training beyond what every training command has. */
  public static final class Refined extends HyperparameterOptions {
    @Option(
        names = {"--preset", "--recipe"},
        paramLabel = "NAME")
    private Preset preset;

    private Preset usual = Preset.CHAPTER;

    @Option(names = "--optimizer", paramLabel = "OPTIMIZER")
    private Optimizer optimizer;

    @Option(names = "--momentum", paramLabel = "M")
    private Double momentum;

    @Option(names = "--schedule", paramLabel = "SCHEDULE")
    private LearningRateSchedule schedule;

    @Option(names = "--l1", paramLabel = "F")
    private Double l1;

    @Option(names = "--l2", paramLabel = "F")
    private Double l2;

    @Option(names = "--gce-q", paramLabel = "Q")
    private Double gceQ;

    @Option(names = "--dropout", paramLabel = "SHARE")
    private Double dropout;

    @Option(names = "--centered", negatable = true, fallbackValue = "true", arity = "0")
    private Boolean centered;

    @Option(names = "--preconditioned", negatable = true, fallbackValue = "true", arity = "0")
    private Boolean preconditioned;

    @Option(names = "--augment", paramLabel = "HOW")
    private Augment augment;

    @Option(names = "--validation", paramLabel = "SHARE")
    private Double validation;

    @Option(names = "--patience", paramLabel = "N")
    private Integer patience;

    public Refined() {
      super(Hyperparameters.CHAPTER);
    }

    @Override
    Hyperparameters defaults() {
      return or(preset, usual).settings();
    }

    @Override
    public void preferPictures() {
      usual = Preset.PICTURES;
    }

    @Override
    public boolean testsEachEpoch() {
      return or(preset, usual) == Preset.CHAPTER;
    }

    @Override
    void change(Hyperparameters.Draft s) {
      super.change(s);
      if (optimizer == Optimizer.POLYAK) {
        throw new IllegalArgumentException("optimizer polyak: expected sgd, nesterov or adam");
      }
      s.optimizer = or(optimizer, s.optimizer);
      s.momentum = or(momentum, optimizer == null ? s.momentum : optimizer.momentum(s.momentum));
      s.schedule = or(schedule, s.schedule);
      s.l1 = or(l1, s.l1);
      s.l2 = or(l2, s.l2);
      s.gceQ = or(gceQ, s.gceQ);
      s.dropout = or(dropout, s.dropout);
      s.centered = or(centered, s.centered);
      s.preconditioned = or(preconditioned, s.preconditioned);
      s.augment = or(augment, s.augment);
      s.validation = or(validation, s.validation);
      s.patience = or(patience, s.patience);
    }
  }
}
