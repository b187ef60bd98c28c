package io.github.softmaxregression.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Writes Markdown, with formulas between dollar signs, as HTML with MathML. */
final class MarkdownHtml {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(TABLES).build();

  /** Finds code first, so that dollar signs in it stay; then formulas, as blocks and in text. */
  private static final Pattern CODE_OR_FORMULA =
      Pattern.compile(
          "(?<code>`[^`]+`)|\\$\\$(?<block>.+?)\\$\\$|\\$(?<inline>[^$\\s](?:[^$]*[^$\\s])?)\\$",
          Pattern.DOTALL);

  private MarkdownHtml() {}

  /** Converts a text, or throws an IllegalArgumentException if a formula is not understood. */
  static String of(String markdown) {
    List<String> formulas = new ArrayList<>();
    // Markdown would take a formula's underscores and backslashes for its own.
    StringBuilder text = new StringBuilder();
    Matcher match = CODE_OR_FORMULA.matcher(markdown);
    while (match.find()) {
      if (match.group("code") == null) {
        boolean block = match.group("block") != null;
        formulas.add(TexMath.toMathMl(match.group(block ? "block" : "inline"), block));
        match.appendReplacement(text, placeholder(formulas.size() - 1));
      }
    }
    String html =
        RENDERER
            .render(PARSER.parse(match.appendTail(text).toString()))
            .replace("<pre>", "<pre tabindex=\"0\">"); // which scrolls, by keys too
    for (int i = 0; i < formulas.size(); i++) {
      html = html.replace(placeholder(i), formulas.get(i));
    }
    return html;
  }

  /** Stands for a formula in signs that neither Markdown nor HTML knows. */
  private static String placeholder(int formula) {
    return "\uE000" + formula + "\uE001";
  }
}
