package io.github.softmaxregression.exchange;

import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.Sha256;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import io.github.softmaxregression.inference.Doubt;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.report.Resource;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.Versions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes one page that classifies pictures in a browser, without a server: the model, the road from
 * a picture to its image, and the parts of the program's own page that show an answer.
 */
final class HtmlFormat {
  private static final String PAGE = "/exchange/page.html";
  private static final String SCRIPT = "/exchange/page.js";

  /** Are answered in the page itself. */
  private static final Map<String, String> REPLACED =
      Map.of("/web/server.js", "/exchange/predictions.js");

  /** Are whole sections of the program's own page. */
  private static final List<String> SECTIONS = List.of("give", "answer", "why");

  private static final Pattern PLACE = Pattern.compile("\\{(\\w[\\w ]*)}");
  private static final int MOST_NAMES = 20; // of classes in a sentence

  private final Exchanged model;
  private final InputFormat input;
  private final List<Layer> layers;
  private final Map<String, String> texts = new LinkedHashMap<>();

  private HtmlFormat(Exchanged model) {
    this.model = model;
    this.input = model.input();
    this.layers = model.classifier().layers();
  }

  static byte[] write(Exchanged model) {
    return utf8(new HtmlFormat(model).page());
  }

  private String page() {
    boolean cut = input.crop() != Crop.NO;
    String page = Resource.text(HtmlFormat.class, PAGE);
    page = kept(page, "cut", cut);
    page = kept(page, "whole", !cut);
    page = kept(page, "one", layers.size() == 1);
    page = kept(page, "several", layers.size() > 1);
    say();
    Matcher places = PLACE.matcher(page);
    return places.replaceAll(place -> Matcher.quoteReplacement(text(place.group(1))));
  }

  /** Keeps or leaves out what stands between {name} and {/name}. */
  private static String kept(String page, String name, boolean kept) {
    String part = "(?s)\\{%1$s}\n(.*?)\\{/%1$s}\n".formatted(name);
    return page.replaceAll(part, kept ? "$1" : "");
  }

  private String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalStateException("no text for " + name);
    }
    return text;
  }

  private void say() {
    SortedMap<String, String> said = model.metadata();
    String source = said.getOrDefault("source", "a model");
    String name = source.replaceFirst("\\.zip$", "");
    String accuracy = said.get("test_accuracy");
    String program = "softmax-regression " + Versions.all().get("softmax-regression");
    List<String> names = input.classNames();

    texts.put("name", ForeignText.html(name));
    texts.put("size", "%d × %d".formatted(input.height(), input.width()));
    texts.put("count", String.valueOf(names.size()));
    texts.put("layers", String.valueOf(layers.size()));
    texts.put("program", ForeignText.html(program));
    texts.put(
        "accuracy",
        accuracy == null ? "" : ", right in %s of the test images".formatted(percent(accuracy)));
    texts.put(
        "classes",
        names.size() > MOST_NAMES
            ? names.size() + " classes"
            : ForeignText.html(String.join(", ", names)));
    for (Doubt doubt : Doubt.values()) {
      texts.put(doubt.name(), doubt.words());
    }
    for (String section : SECTIONS) {
      texts.put("section " + section, section(section));
    }

    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", source);
    facts.put("its SHA-256", said.get("source_sha256"));
    facts.put("test accuracy", accuracy);
    facts.put("settings", said.get("settings"));
    facts.put("written by", program);
    texts.put("facts", facts(facts));

    String icon = Resource.text(HtmlFormat.class, "/web/icon.svg");
    String script = InlineScript.of(SCRIPT, REPLACED);
    String style =
        Resource.text(HtmlFormat.class, "/web/style.css")
            + Resource.text(HtmlFormat.class, "/exchange/page.css");
    texts.put("icon", "data:image/svg+xml;base64," + base64(utf8(icon)));
    texts.put("style", style);
    texts.put("script", script);
    texts.put("model", ModelJson.of(model));
    texts.put("policy", policy(script, style));
  }

  /** Lets this one script and these styles be used, and nothing be loaded from anywhere. */
  private static String policy(String script, String style) {
    return ("default-src 'none'; script-src '%s'; style-src '%s'; img-src blob: data:;"
            + " base-uri 'none'; form-action 'none'")
        .formatted(digest(script), digest(style));
  }

  private static String digest(String text) {
    return "sha256-" + base64(HexFormat.of().parseHex(Sha256.of(utf8(text))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String percent(String share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * Double.parseDouble(share));
  }

  private static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .filter(each -> each.getValue() != null)
        .map(
            each ->
                "      <dt>%s</dt><dd>%s</dd>"
                    .formatted(each.getKey(), ForeignText.html(each.getValue())))
        .collect(Collectors.joining("\n"));
  }

  /** Takes a section, as it is, out of the program's own page. */
  private static String section(String name) {
    String page = Resource.text(HtmlFormat.class, "/web/index.html");
    Matcher section =
        Pattern.compile("(?s) *<section [^>]*class=\"%s\".*?</section>".formatted(name))
            .matcher(page);
    if (!section.find()) {
      throw new IllegalStateException("no section " + name);
    }
    return section.group();
  }
}
