package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.cli.output.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Says for whom a command prints: a table for people, JSON for programs. */
public final class FormatOption extends CommandPart {
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

  /** Returns where a command tells of its work: not among the JSON that a program reads. */
  public PrintWriter notes() {
    return notes(isJson() ? err() : out());
  }

  /** Prints for people, and nothing where a program reads. */
  public void say(String line, Object... values) {
    if (!isJson()) {
      printf(line, values);
    }
  }

  /** Prints an object, whose JSON is described in the folder of schemas. */
  public void print(Object object) {
    out().println(Json.pretty(object));
  }
}
