package io.github.softmaxregression.notebook;

import io.github.softmaxregression.report.Html;
import io.github.softmaxregression.report.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a notebook as one page that needs nothing beside it, neither files nor the network. */
final class HtmlFormat {
  /** Finds what is coloured in Java, in groups by their kind. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//[^\n]*)"
              + "|(?<string>\"(?:\\\\.|[^\"\\\\])*\")"
              + "|(?<number>\\b\\d[\\w.]*)"
              + "|(?<keyword>\\b(?:import|static|new|return|for|while|if|else|int|long|double|float|boolean"
              + "|byte|void|var|record|class|try|final|true|false|null)\\b)");

  /** Finds the headings of exercises, to which other pages lead by their numbers. */
  private static final Pattern NUMBERED = Pattern.compile("<h2>(\\d+)\\. ");

  private static final String ANCHORED = "<h2 id=\"exercise-$1\">$1. ";

  private static final List<String> KINDS = List.of("comment", "string", "number", "keyword");

  /** Is STIX Two Math, as much of it as formulas here need, in Base64. */
  private static final String MATH_FONT =
      Base64.getEncoder()
          .encodeToString(Resource.bytes(HtmlFormat.class, "/fonts/StixTwoMath-subset.woff2"));

  private HtmlFormat() {}

  static String write(Notebook notebook) {
    StringBuilder html = new StringBuilder();
    String fold = "";
    for (Cell cell : notebook.cells()) {
      html.append(Folds.between(fold, cell.fold()));
      fold = cell.fold();
      html.append(
          cell.code()
              ? "<pre class=\"cell\" tabindex=\"0\"><code>%s</code></pre>\n"
                  .formatted(java(cell.source()))
              : NUMBERED.matcher(MarkdownHtml.of(cell.source())).replaceAll(ANCHORED));
      for (Cell.Output output : cell.outputs()) {
        html.append("<div class=\"output\">%s</div>\n".formatted(html(output, cell)));
      }
    }
    html.append(Folds.between(fold, ""));
    return Html.page(HtmlFormat.class, notebook.title(), html.toString())
        .replaceFirst("MATH_FONT", MATH_FONT);
  }

  private static String java(String source) {
    StringBuilder html = new StringBuilder();
    Matcher token = TOKEN.matcher(source);
    int end = 0;
    while (token.find()) {
      html.append(Html.escaped(source.substring(end, token.start())));
      for (String kind : KINDS) {
        if (token.group(kind) != null) {
          html.append("<span class=\"%s\">%s</span>".formatted(kind, Html.escaped(token.group())));
        }
      }
      end = token.end();
    }
    return html.append(Html.escaped(source.substring(end))).toString();
  }

  private static String html(Cell.Output output, Cell cell) {
    if (output instanceof Cell.Picture picture) {
      byte[] svg = picture.svg().getBytes(StandardCharsets.UTF_8);
      return "<img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\">"
          .formatted(Html.escaped(cell.alternative()), Base64.getEncoder().encodeToString(svg));
    }
    String text = ((Cell.Text) output).text().stripTrailing();
    return "<pre tabindex=\"0\">%s</pre>".formatted(Html.escaped(text));
  }
}
