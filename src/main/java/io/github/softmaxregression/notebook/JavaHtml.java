package io.github.softmaxregression.notebook;

import io.github.softmaxregression.report.Html;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java as HTML in which comments, texts, numbers and keywords can be told apart. */
final class JavaHtml {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//[^\n]*)"
              + "|(?<string>\"(?:\\\\.|[^\"\\\\])*\")"
              + "|(?<number>\\b\\d[\\w.]*)"
              + "|(?<keyword>\\b(?:import|static|new|return|for|while|if|else|int|long|double|float|boolean"
              + "|byte|void|var|record|class|try|final|true|false|null)\\b)");

  private static final String[] KINDS = {"comment", "string", "number", "keyword"};

  private JavaHtml() {}

  /** The inside of a {@code pre} element. */
  static String of(String source) {
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
}
