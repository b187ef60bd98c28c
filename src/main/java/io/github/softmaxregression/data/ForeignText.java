package io.github.softmaxregression.data;

import java.util.regex.Pattern;

/**
 * Makes foreign text fit for a medium: names of files and classes, and what a zip says of itself,
 * may hold anything.
 */
public final class ForeignText {
  /**
   * Finds characters that are not seen but do something: control characters, which begin a
   * terminal's commands, those that turn the direction of text, and ends of lines. Those that join
   * letters are left, since some scripts need them.
   */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029&&[^\\u200c\\u200d]]");

  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>|&#]");
  private static final Pattern FORMULA = Pattern.compile("[=+@-].*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+(e[+-]?[0-9]+)?");

  private ForeignText() {}

  /** Shows a text in one line, as a terminal or a drawing can. */
  public static String plain(String text) {
    return UNSEEN.matcher(text).replaceAll("?");
  }

  /** Writes a text so that Markdown shows it as it is. */
  public static String markdown(String text) {
    return MARKUP.matcher(plain(text)).replaceAll("\\\\$0").replace("\\<", "&lt;");
  }

  /** Writes a text so that HTML shows it as it is. */
  public static String html(String text) {
    return plain(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Writes a cell as RFC 4180 has it, which a spreadsheet does not take for a formula. */
  public static String csv(String text) {
    boolean formula = FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
    String cell = (formula ? "'" : "") + plain(text);
    return cell.contains(",") || cell.contains("\"")
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }

  /** Writes what is not seen in a JSON text by its number. */
  public static String json(String json) {
    return UNSEEN
        .matcher(json)
        .replaceAll(
            found ->
                found.group().matches("[\\n\\r\\t ]")
                    ? found.group()
                    : "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }
}
