package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.IdxDataSet;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.picture.Invert;
import io.github.softmaxregression.picture.Likeness;
import io.github.softmaxregression.picture.PictureFolder;
import io.github.softmaxregression.picture.Preparation;
import io.github.softmaxregression.store.InputFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.function.IOSupplier;
import picocli.CommandLine.Option;

/** Which copy of the data set a command reads. */
public class DataOption extends CommandPart {
  private static final long SPLIT_SEED = 42;

  @Option(names = "--data", paramLabel = "DIR")
  private Path folder;

  @Option(names = "--test-fraction", paramLabel = "SHARE")
  private double testFraction = 0.2;

  @Option(names = "--skip-damaged")
  private boolean skipDamaged;

  private record Asked(Crop crop, int side, double silhouette) implements IOSupplier<Preparation> {
    @Override
    public Preparation get() {
      return new Preparation(Invert.AUTO, crop, side, side, silhouette);
    }
  }

  /** Adds another size for the images. */
  public static final class Resized extends DataOption {
    @Option(
        names = {"--resize", "--size"},
        paramLabel = "N")
    private Integer side;

    @Option(names = "--crop", paramLabel = "WHEN")
    private Crop crop = Crop.AUTO;

    /** Rows and columns of the images after {@link #resize}. */
    public int side() {
      return side == null ? FashionMnist.SIDE : side;
    }

    /** Checks what can be checked before the images are read. */
    public void check() {
      if (side != null && side < 1) {
        throw usage("--resize: size %1$d x %1$d: expected 1 or more", side);
      }
    }

    /** Describes a network that is trained on these images, varied or not. */
    public InputFormat input(ImageSet images, boolean varied) throws IOException {
      boolean mixed = varied && crop != Crop.NO && !hasPictures();
      InputFormat input = InputFormat.of(images, crop, mixed ? Preparation.VARIED : silhouette());
      return hasPictures() ? input.like(Likeness.learned(images, silhouette())) : input;
    }

    private double silhouette() throws IOException {
      return crop != Crop.NO && hasPictures() ? Preparation.PHOTOGRAPHS : 0;
    }

    @Override
    public DataSource source() throws IOException {
      return source(new Asked(crop, side(), silhouette()));
    }

    /** Makes images of the size asked for, or leaves them as they are. */
    public ImageSet resize(ImageSet images) {
      try {
        return side == null ? images : images.resized(side, side);
      } catch (IllegalArgumentException e) {
        throw usage("--resize: %s", e.getMessage());
      }
    }
  }

  /** Finds the data set; pictures get the size of Fashion-MNIST's images. */
  public DataSource source() throws IOException {
    return source(new Asked(Crop.NO, FashionMnist.SIDE, 0));
  }

  /** Finds the data set; a preparation makes images of pictures, if they are some. */
  public final DataSource source(IOSupplier<Preparation> preparation) throws IOException {
    if (!(testFraction > 0 && testFraction < 1)) {
      throw usage("--test-fraction %s: expected more than 0 and less than 1", testFraction);
    }
    if (!hasPictures()) {
      return folder == null ? FashionMnist.bundled() : IdxDataSet.in(folder);
    }
    var share = new PictureFolder.Share(testFraction, SPLIT_SEED);
    PrintWriter notes = notes(err());
    return new PictureFolder(folder, preparation.get(), share, skipDamaged, notes::println);
  }

  /** Whether they are pictures in folders. */
  public final boolean hasPictures() throws IOException {
    return folder != null && PictureFolder.isOne(folder);
  }

  /** The option for a process that reads the same copy, whatever its working folder, if any. */
  public final List<String> absoluteArguments() {
    return folder == null ? List.of() : List.of("--data", folder.toAbsolutePath().toString());
  }
}
