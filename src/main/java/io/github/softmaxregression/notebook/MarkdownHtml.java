package io.github.softmaxregression.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown with formulas between dollar signs as HTML with MathML. */
final class MarkdownHtml {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();

  /**
   * Code first, so that dollar signs in it stay; then formulas in lines of their own and in text.
   */
  private static final Pattern CODE_OR_FORMULA =
      Pattern.compile(
          "(?<code>`[^`]+`)|\\$\\$(?<block>.+?)\\$\\$|\\$(?<inline>[^$\\s](?:[^$]*[^$\\s])?)\\$",
          Pattern.DOTALL);

  private MarkdownHtml() {}

  /**
   * Converts a text.
   *
   * @throws IllegalArgumentException if a formula in it cannot be understood
   */
  static String of(String markdown) {
    List<String> formulas = new ArrayList<>();
    // Markdown would take a formula's underscores and backslashes for its own.
    String text =
        CODE_OR_FORMULA
            .matcher(markdown)
            .replaceAll(
                found -> {
                  Matcher match = (Matcher) found;
                  if (match.group("code") != null) {
                    return Matcher.quoteReplacement(match.group());
                  }
                  boolean block = match.group("block") != null;
                  formulas.add(TexMath.toMathMl(match.group(block ? "block" : "inline"), block));
                  return placeholder(formulas.size() - 1);
                });
    String html = RENDERER.render(PARSER.parse(text));
    for (int i = 0; i < formulas.size(); i++) {
      html = html.replace(placeholder(i), formulas.get(i));
    }
    return html;
  }

  /** Nothing that Markdown or HTML knows. */
  private static String placeholder(int formula) {
    return "\uE000" + formula + "\uE001";
  }
}
