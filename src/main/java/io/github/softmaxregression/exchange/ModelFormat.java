package io.github.softmaxregression.exchange;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** The formats of other programs. */
public enum ModelFormat {
  /** Tensors with the names and layout of PyTorch's layers. */
  SAFETENSORS(SafeTensors.ENDING, SafeTensors::write),
  /** A graph from pixels, float32 from 0 to 1 [n, inputs], to probabilities. */
  ONNX(".onnx", OnnxFormat::write),
  /** A graph from images, uint8 [n, height, width], to probabilities. */
  ONNX_UINT8("-uint8.onnx", OnnxFormat::writeForBytes),
  /** A page that classifies pictures in a browser, by itself. */
  HTML(".html", HtmlFormat::write),
  /** A class in plain Java, with its weights beside it. */
  JAVA(JavaFormat.ENDING, null) {
    @Override
    public String fileName(String name) {
      return JavaFormat.className(name) + ending();
    }

    @Override
    public Map<Path, byte[]> files(Exchanged model, Path file) {
      return JavaFormat.write(model, file);
    }
  };

  /** Names, by their first bytes, formats that people have and that are not read. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "PK", "a zip, as torch.save, Keras and this program write it",
          "\u0080", "a pickle, which can run code",
          "\u0089HDF", "HDF5, as Keras wrote it",
          "\u0093NUMPY", "an array of NumPy");

  private final String ending;
  private final Function<Exchanged, byte[]> writer;

  ModelFormat(String ending, Function<Exchanged, byte[]> writer) {
    this.ending = ending;
    this.writer = writer;
  }

  /** How the names of its files end, with the dot. */
  final String ending() {
    return ending;
  }

  /** Names the file of a model of some name, as its zip has it. */
  public String fileName(String name) {
    return name + ending;
  }

  /**
   * Makes the content of a model's file, and of what lies beside it.
   *
   * @throws IllegalArgumentException if the format does not allow the file's name
   */
  public Map<Path, byte[]> files(Exchanged model, Path file) {
    return Map.of(file, writer.apply(model));
  }

  /**
   * Reads a model: the first bytes tell which format it has.
   *
   * @param file what messages call it
   * @param unsaid what it does not say
   * @throws InvalidFileException if it is damaged, or no such
   */
  public static Exchanged read(Path file, byte[] content, Unsaid unsaid) throws IOException {
    // A JSON object stands behind the length of safetensors; no protobuf has zeros there.
    boolean tensors = content.length > Long.BYTES && content[Long.BYTES] == '{';
    if (tensors) {
      return SafeTensors.read(file, content, unsaid);
    }
    if (content.length == 0) {
      throw new InvalidFileException(
          file, "an empty file", "a classifier in safetensors or ONNX", "save or copy it again");
    }
    for (Map.Entry<String, String> each : REFUSED.entrySet()) {
      byte[] start = each.getKey().getBytes(StandardCharsets.ISO_8859_1);
      if (Arrays.equals(start, Arrays.copyOf(content, start.length))) {
        throw new InvalidFileException(
            file, each.getValue(), "a classifier in safetensors or ONNX", "save it as such");
      }
    }
    return OnnxReader.read(file, content, unsaid);
  }
}
