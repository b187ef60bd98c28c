package io.github.softmaxregression.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** The formats of other programs. */
public enum ModelFormat {
  /** Tensors with the names and layout of PyTorch's layers. */
  SAFETENSORS(".safetensors", SafeTensors::write),
  /** A graph from pixels, float32 from 0 to 1 [n, inputs], to probabilities. */
  ONNX(".onnx", OnnxFormat::write),
  /** A graph from images, uint8 [n, height, width], to probabilities. */
  ONNX_UINT8("-uint8.onnx", OnnxFormat::writeForBytes),
  /** A page that classifies pictures in a browser, by itself. */
  HTML(".html", HtmlFormat::write);

  private final String ending;
  private final Function<Exchanged, byte[]> writer;

  ModelFormat(String ending, Function<Exchanged, byte[]> writer) {
    this.ending = ending;
    this.writer = writer;
  }

  /** How the names of its files end, with the dot. */
  public String ending() {
    return ending;
  }

  /** Writes a model. */
  public byte[] write(Exchanged model) {
    return writer.apply(model);
  }

  /**
   * Reads a model.
   *
   * @param file what messages call it
   * @throws io.github.softmaxregression.data.InvalidFileException if it is damaged, or no such
   */
  public static Exchanged read(Path file, byte[] content) throws IOException {
    return SafeTensors.read(file, content);
  }
}
