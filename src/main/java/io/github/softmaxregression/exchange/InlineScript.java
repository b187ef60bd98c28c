package io.github.softmaxregression.exchange;

import io.github.softmaxregression.report.Resource;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Joins ES modules to one classic script, which browsers run from a file too: each module becomes a
 * function that is called once, behind all those that it imports, and keeps its names to itself.
 */
final class InlineScript {
  private static final Pattern IMPORT =
      Pattern.compile("^import \\{ ([^}]+) } from \"([^\"]+)\";\n", Pattern.MULTILINE);
  private static final Pattern EXPORT =
      Pattern.compile("^export ((?:async )?(?:function|class|const) (\\w+))", Pattern.MULTILINE);

  private final Map<String, String> replaced;
  private final Map<String, String> functions = new LinkedHashMap<>(); // by the module's path

  private InlineScript(Map<String, String> replaced) {
    this.replaced = replaced;
  }

  /**
   * Joins a module and all that it imports, directly or not.
   *
   * @param path of a resource
   * @param replaced modules to take in place of others, by their paths
   */
  static String of(String path, Map<String, String> replaced) {
    InlineScript script = new InlineScript(replaced);
    script.add(path);
    return script.functions.values().stream()
        .collect(
            Collectors.joining("", "\"use strict\";\n(() => {\nconst modules = {};\n", "})();\n"));
  }

  private void add(String path) {
    if (functions.containsKey(path)) {
      return;
    }
    String module = Resource.text(InlineScript.class, path);
    StringBuilder body = new StringBuilder();
    Matcher imports = IMPORT.matcher(module);
    while (imports.find()) {
      String from = resolved(path, imports.group(2));
      add(from);
      imports.appendReplacement(body, "");
      body.append("const { %s } = modules[\"%s\"];\n".formatted(imports.group(1), from));
    }
    imports.appendTail(body);
    Matcher exports = EXPORT.matcher(body);
    List<String> names = exports.results().map(each -> each.group(2)).toList();
    functions.put(
        path,
        """
        modules["%s"] = (() => {
        %sreturn { %s };
        })();
        """
            .formatted(path, exports.replaceAll("$1"), String.join(", ", names)));
  }

  private String resolved(String from, String relative) {
    String path = URI.create(from).resolve(relative).toString();
    return replaced.getOrDefault(path, path);
  }
}
