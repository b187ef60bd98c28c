package io.github.softmaxregression.exchange;

import io.github.softmaxregression.data.Sha256;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import io.github.softmaxregression.report.Resource;
import io.github.softmaxregression.store.InputFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Writes one class in plain Java, and beside it the weights as safetensors, which it reads: for
 * those who cannot ship Deeplearning4j.
 */
final class JavaFormat {
  static final String ENDING = ".java";

  private static final int MOST_CLASSES = 5000; // a method has 64 KB
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

  /** Names what newer Java does not let classes be called. */
  private static final Set<String> RESTRICTED =
      Set.of("var", "yield", "record", "sealed", "permits");

  private static final Pattern PLACE = Pattern.compile("\\{\\{([A-Z_0-9]+)}}");

  private JavaFormat() {}

  /** Makes a class's name of another: FashionMnistBest of fashion-mnist-best. */
  static String className(String name) {
    String joined =
        Stream.of(name.split("[^A-Za-z0-9]+"))
            .filter(word -> !word.isEmpty())
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
    String begun = SourceVersion.isIdentifier(joined) ? joined : "Classifier" + joined;
    return isFree(begun) ? begun : begun + "Classifier";
  }

  /** Tells whether a class can be called so beside all that its source uses. */
  private static boolean isFree(String name) {
    boolean used = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(template()).find();
    return !used && !RESTRICTED.contains(name) && !isInJavaLang(name);
  }

  private static boolean isInJavaLang(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError e) { // a LinkageError of another case's name
      return false;
    }
  }

  private static String template() {
    return Resource.text(JavaFormat.class, "/exchange/Classifier.java.txt");
  }

  /**
   * Makes the content of both files.
   *
   * @param source the class's file
   * @throws IllegalArgumentException if its name is not that of a class
   */
  static Map<Path, byte[]> write(Exchanged model, Path source) {
    String file = source.getFileName().toString();
    String name = file.replaceFirst("\\.java$", "");
    boolean plain = file.endsWith(ENDING) && PLAIN.matcher(name).matches();
    if (!plain || !SourceVersion.isName(name) || !isFree(name)) {
      throw new IllegalArgumentException(
          "%s: expected the name of a class, as in %s.java".formatted(source, className(name)));
    }
    int classes = model.classifier().classes();
    if (classes > MOST_CLASSES) {
      throw new IllegalArgumentException(
          "%,d classes: expected at most %,d in one Java class".formatted(classes, MOST_CLASSES));
    }
    byte[] weights = SafeTensors.write(model);
    Path beside = source.resolveSibling(name + SafeTensors.ENDING);
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(beside, weights);
    String text = text(model, name, beside.getFileName().toString(), weights);
    files.put(source, text.getBytes(StandardCharsets.US_ASCII));
    return files;
  }

  private static String text(Exchanged model, String name, String beside, byte[] weights) {
    List<Layer> layers = model.classifier().layers();
    InputFormat input = model.input();
    Stream<Integer> outputs = layers.stream().map(Layer::outputs);
    Map<String, String> places =
        Map.of(
            "CLASS", name,
            "SOURCE", literal(model.metadata().get("source")),
            "SOURCE_SHA256", literal(model.metadata().get("source_sha256")),
            "HEIGHT", String.valueOf(input.height()),
            "WIDTH", String.valueOf(input.width()),
            "CLASS_NAMES", list(input.classNames().stream().map(JavaFormat::literal)),
            "WEIGHTS", literal(beside),
            "WEIGHTS_SHA256", literal(Sha256.of(weights)),
            "SIZES", list(Stream.concat(Stream.of(model.classifier().inputs()), outputs)),
            "ACTIVATIONS", list(layers.stream().map(each -> literal(each.activation().name()))));
    return PLACE
        .matcher(template())
        .replaceAll(found -> Matcher.quoteReplacement(places.get(found.group(1))));
  }

  private static String list(Stream<?> values) {
    return values.map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Writes a text in ASCII; Java reads its escapes of four digits before anything else. */
  private static String literal(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c == '"' || c == '\\'
                    ? "\\" + (char) c
                    : c < ' ' || c == 0x7f
                        ? "\\%03o".formatted(c)
                        : c < 0x7f ? String.valueOf((char) c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
