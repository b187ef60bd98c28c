package io.github.softmaxregression.cli.output;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes commands for people to copy, with the program's name as they have typed it. */
public final class TypedCommand {
  /** Names the program for a launcher that starts it. */
  private static final String LAUNCHER = "softmax.command";

  private static final String PLAIN = "softmax-regression";
  private static final Pattern BARE = Pattern.compile("[\\w./:=,@%+-]+");

  private TypedCommand() {}

  /** Writes a command: {@code java -jar softmax-regression.jar train --epochs 2}, for example. */
  public static String of(List<String> arguments) {
    String line = arguments.stream().map(TypedCommand::quoted).collect(Collectors.joining(" "));
    String launcher = System.getProperty(LAUNCHER);
    if (launcher != null) {
      return quoted(launcher) + " " + line;
    }
    String classPath = System.getProperty("java.class.path", "");
    boolean jar =
        classPath.endsWith(".jar")
            && !classPath.contains(File.pathSeparator)
            && System.getProperty("sun.java.command", "").startsWith(classPath);
    if (jar) {
      return "java -jar " + quoted(classPath) + " " + line;
    }
    String maven = System.getenv("MAVEN_CMD_LINE_ARGS");
    return maven != null && maven.contains("exec:exec")
        ? "mvn -q compile exec:exec -Dargs=\"%s\"".formatted(line)
        : PLAIN + " " + line;
  }

  /** Writes an argument as a shell takes it for one. */
  static String quoted(String argument) {
    if (BARE.matcher(argument).matches()) {
      return argument;
    }
    return File.separatorChar == '\\'
        ? '"' + argument.replace("\"", "\\\"") + '"'
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
