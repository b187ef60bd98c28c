package io.github.softmaxregression.cli.options;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softmaxregression.data.ForeignText;
import picocli.CommandLine.Option;

/** Says for whom a command prints: a table for people, JSON for programs. */
public final class FormatOption extends OptionGroup {
  private static final Gson JSON =
      new GsonBuilder().serializeNulls().setPrettyPrinting().disableHtmlEscaping().create();

  /** Names the forms. */
  private enum Format {
    TABLE,
    JSON
  }

  @Option(names = "--format", paramLabel = "FORMAT")
  private Format format = Format.TABLE;

  @Option(names = "--json")
  private boolean json;

  /** Whether a program reads what is printed. */
  public boolean isJson() {
    return json || format == Format.JSON;
  }

  /** Prints for people, and nothing where a program reads. */
  public void say(String line, Object... values) {
    if (!isJson()) {
      spec().commandLine().getOut().printf(line, values);
    }
  }

  /** Prints an object, whose JSON is described in the folder of schemas. */
  public void print(Object object) {
    spec().commandLine().getOut().println(ForeignText.json(JSON.toJson(object)));
  }
}
