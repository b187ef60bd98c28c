package io.github.softmaxregression.notebook;

import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/** Runs the notebooks' engine behind Jupyter's protocol. ND4J must have been started. */
public final class Kernel extends BaseKernel {
  private final JavaEngine engine = new JavaEngine();

  private Kernel() {
    super(
        KernelSpec.DISPLAY_NAME,
        "1",
        new LanguageInfo.Builder("java")
            .version(Integer.toString(Runtime.version().feature()))
            .mimetype("text/x-java-source")
            .fileExtension(".java")
            .pygments("java")
            .codemirror("text/x-java")
            .build(),
        List.of(),
        null, // Jupyter's own history is enough
        new JupyterIO(StandardCharsets.UTF_8),
        new CommManager(),
        new Renderer(),
        null, // no magic: every cell is Java
        null,
        false,
        new StringStyler.Builder().build());
  }

  /**
   * Serves a notebook until Jupyter ends it.
   *
   * @param connectionFile which Jupyter has written: ports and a key
   * @throws IOException if it cannot be read, or the connection cannot be made
   */
  public static void serve(Path connectionFile) throws IOException {
    var properties = KernelConnectionProperties.parse(Files.readString(connectionFile));
    try {
      Kernel kernel = new Kernel();
      JupyterConnection connection = new JupyterConnection(properties);
      kernel.becomeHandlerForConnection(connection);
      connection.connect();
      kernel.onStartup();
      connection.waitUntilClose();
    } catch (GeneralSecurityException e) {
      throw new IOException(connectionFile + ": the key cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public Object evalRaw(String source) {
    return engine.run(source);
  }

  @Override
  public DisplayData eval(String source) {
    Object value = evalRaw(source);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Figure figure)) {
      return new DisplayData(value.toString());
    }
    try {
      byte[] png = FigureFile.png(figure);
      DisplayData data = new DisplayData("a figure");
      data.putData(MIMEType.IMAGE_PNG, Base64.getEncoder().encodeToString(png));
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> formatError(Throwable error) {
    return error instanceof JavaEngine.CellException
        ? error.getMessage().lines().toList()
        : super.formatError(error);
  }

  @Override
  public DisplayData inspect(String source, int position, boolean extra) {
    return null;
  }

  @Override
  public ReplacementOptions complete(String source, int position) {
    int[] anchor = {position};
    return new ReplacementOptions(
        engine.completions(source, position, anchor), anchor[0], position);
  }

  @Override
  public String isComplete(String source) {
    return engine.isComplete(source) ? IS_COMPLETE_YES : IS_COMPLETE_MAYBE;
  }
}
