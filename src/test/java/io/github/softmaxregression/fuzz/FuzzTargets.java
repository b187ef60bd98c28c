package io.github.softmaxregression.fuzz;

import io.github.softmaxregression.data.ClassNames;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.IdxDataSet;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.exchange.LayerActivation;
import io.github.softmaxregression.exchange.ModelFormat;
import io.github.softmaxregression.exchange.Unsaid;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.picture.Preparation;
import io.github.softmaxregression.store.CheckpointReader;
import io.github.softmaxregression.store.ZipContents;
import io.github.softmaxregression.web.http.HttpProblem;
import io.github.softmaxregression.web.http.Multipart;
import io.github.softmaxregression.web.protocol.ProtocolBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls what reads foreign files, with any bytes: they are understood, or refused with the one
 * declared exception. Anything else is a finding. {@link MutationTest} makes the bytes on every
 * build, the fuzzer Jazzer with {@code mvn -Pfuzz test-compile exec:exec}.
 */
public final class FuzzTargets {
  /** So small that a fuzzer does not spend its time on large pictures. */
  private static final long MOST_PIXELS = 100_000;

  private FuzzTargets() {}

  /** A picture's file. */
  public static final class Picture {
    private static final PictureReader READER = new PictureReader(MOST_PIXELS);

    private Picture() {}

    /** Jazzer's name for a target. */
    public static void fuzzerTestOneInput(byte[] content) throws IOException {
      try {
        byte[] pixels =
            READER.read(content, "the picture", Preparation.usual(28, 28, 0.5)).pixels();
        if (pixels.length != 28 * 28) {
          throw new AssertionError(pixels.length + " pixels");
        }
      } catch (InvalidFileException e) {
        requireOneLine(e);
      }
    }
  }

  /** A model's zip. */
  public static final class Zip {
    private static final ImageSet IMAGE = image();
    private static final Path FILE = file();

    private Zip() {}

    private static ImageSet image() {
      try {
        return FashionMnist.bundled().test().select(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path file() {
      try {
        Path file = Files.createTempFile("fuzz", ".zip");
        file.toFile().deleteOnExit();
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Loads it and, where it takes such images, classifies one. */
    public static void fuzzerTestOneInput(byte[] content) throws IOException {
      Files.write(FILE, content);
      try (ImageClassifier classifier = ImageClassifier.load(FILE)) {
        if (classifier.input().height() == 28 && classifier.input().width() == 28) {
          classifier.classify(IMAGE).get(0).className();
        }
      } catch (InvalidFileException e) {
        requireOneLine(e);
      }
    }
  }

  /** A model of another program, in safetensors or ONNX. */
  public static final class Model {
    private static final Path FILE = Path.of("model");
    private static final Unsaid TANH = new Unsaid(null, null, LayerActivation.TANH);

    private Model() {}

    /** Makes a zip of it. */
    public static void fuzzerTestOneInput(byte[] content) throws IOException {
      try {
        ModelFormat.read(FILE, content, TANH).zip(FILE, null);
      } catch (InvalidFileException e) {
        requireOneLine(e);
      }
    }
  }

  /**
   * The content of one entry in a model's zip, whose checksums are right: what a mutation of a
   * whole zip seldom reaches. The first byte says which entry.
   */
  public static final class Entry {
    private static final List<String> NAMES =
        List.of(
            "configuration.json",
            "coefficients.bin",
            "normalizer.bin",
            "updaterState.bin",
            "input.json",
            "provenance.json");

    private static final Map<String, byte[]> SOUND = sound();

    private Entry() {}

    private static Map<String, byte[]> sound() {
      try {
        return ZipContents.ofShipped("chapter");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** An input for the content that an entry has in a sound zip. */
    static byte[] input(String name) {
      byte[] content = SOUND.get(name);
      byte[] input = new byte[content.length + 1];
      input[0] = (byte) NAMES.indexOf(name);
      System.arraycopy(content, 0, input, 1, content.length);
      return input;
    }

    /** Loads a zip with the entry in it. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
      if (input.length == 0) {
        return;
      }
      Map<String, byte[]> entries = new LinkedHashMap<>(SOUND);
      entries.put(
          NAMES.get(Math.floorMod(input[0], NAMES.size())),
          Arrays.copyOfRange(input, 1, input.length));
      Zip.fuzzerTestOneInput(ZipContents.zipped(entries));
    }
  }

  private static Path temporary(String name) {
    try {
      Path folder = Files.createTempDirectory("fuzz");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve(name);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A checkpoint. */
  public static final class Checkpoint {
    private static final Path FILE = temporary("m.checkpoint.zip");

    private Checkpoint() {}

    /** Reads its run, and all of it. */
    public static void fuzzerTestOneInput(byte[] content) throws IOException {
      Files.write(FILE, content);
      try {
        CheckpointReader.runOf(FILE);
        CheckpointReader.load(FILE);
      } catch (InvalidFileException e) {
        requireOneLine(e);
      }
    }
  }

  /** A file of images of an IDX data set, whose other files are sound. */
  public static final class Idx {
    private static final Path FILE = temporary("train-images-idx3-ubyte");

    private Idx() {}

    /** Reads the training images. */
    public static void fuzzerTestOneInput(byte[] content) throws IOException {
      Path labels = FILE.resolveSibling("train-labels-idx1-ubyte");
      if (!Files.exists(labels)) {
        labels.toFile().deleteOnExit();
        Files.write(labels, new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 2});
      }
      Files.write(FILE, content);
      try {
        IdxDataSet.in(FILE.getParent()).train();
      } catch (InvalidFileException e) {
        requireOneLine(e);
      }
    }
  }

  /** A text with names of classes. */
  public static final class Names {
    private static final Path FILE = temporary("class-names.txt");

    private Names() {}

    /** Reads the names. */
    public static void fuzzerTestOneInput(byte[] content) throws IOException {
      Files.write(FILE, content);
      try {
        ClassNames.read(FILE);
      } catch (InvalidFileException e) {
        requireOneLine(e);
      }
    }
  }

  /** A form with files, and the boundary {@code x}. */
  public static final class Form {
    private Form() {}

    /** Reads the files. */
    public static void fuzzerTestOneInput(byte[] content) throws IOException {
      try {
        Multipart.read(content, "multipart/form-data; boundary=x", 3);
      } catch (HttpProblem e) {
        if (e.getMessage().lines().count() > 1) {
          throw new AssertionError("several lines: " + e.getMessage());
        }
      }
    }
  }

  /** A request of the Open Inference Protocol; its first byte says how long its JSON is. */
  public static final class Protocol {
    private Protocol() {}

    /** Reads the request. */
    public static void fuzzerTestOneInput(byte[] content) {
      if (content.length > 0) {
        byte[] body = Arrays.copyOfRange(content, 1, content.length);
        ProtocolBytes.read(body, content[0] == 0 ? body.length : content[0] & 0xff);
      }
    }
  }

  private static void requireOneLine(InvalidFileException e) {
    if (e.getMessage().lines().count() != 1) {
      throw new AssertionError("several lines: " + e.getMessage());
    }
  }
}
