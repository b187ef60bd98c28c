package io.github.softmaxregression.notebook;

import io.github.softmaxregression.report.Html;
import io.github.softmaxregression.report.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes formulas in TeX's notation as MathML, which browsers draw without help: the part of TeX
 * that the chapter needs, and an exception for anything else. The library for it (SnuggleTeX)
 * writes elements that browsers have dropped since: parentheses would vanish.
 */
final class TexMath {
  /** Maps commands without arguments to MathML. */
  private static final Map<String, String> SYMBOLS =
      Resource.text(TexMath.class, "tex.tsv")
          .lines()
          .map(line -> line.split("\t"))
          .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));

  private static final Set<String> FUNCTIONS = Set.of("exp", "log", "max", "min", "softmax");
  private static final String SMALL_SPACE = "<mspace width=\"0.17em\"/>";

  private final String tex;
  private int next;

  private TexMath(String tex) {
    this.tex = tex;
  }

  /**
   * Converts a formula.
   *
   * @param tex without the dollar signs around it
   * @param block whether it stands in a line of its own
   * @throws IllegalArgumentException if it is not whole, or uses something unknown
   */
  static String toMathMl(String tex, boolean block) {
    TexMath reader = new TexMath(tex.strip());
    String row = reader.row();
    if (reader.next < reader.tex.length()) {
      throw reader.problem("one } too many");
    }
    return "<math%s>%s</math>".formatted(block ? " display=\"block\"" : "", row);
  }

  private IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(
        "the formula %s: %s at position %d".formatted(tex, what, next));
  }

  private boolean sees(char wanted) {
    return next < tex.length() && tex.charAt(next) == wanted;
  }

  /** Reads what matches from here on; empty if nothing does. */
  private String read(String regex) {
    Matcher matcher = Pattern.compile(regex).matcher(tex).region(next, tex.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    next = matcher.end();
    return matcher.group();
  }

  /** Reads everything up to the end, or to the brace that closes. */
  private String row() {
    List<String> parts = new ArrayList<>();
    read("\\s+");
    while (next < tex.length() && !sees('}')) {
      parts.add(withScripts());
      read("\\s+");
    }
    return parts.size() == 1 ? parts.get(0) : element("mrow", String.join("", parts));
  }

  private String withScripts() {
    boolean sum = tex.startsWith("\\sum", next); // its limits stand under and over it
    String base = atom();
    String below = "";
    String above = "";
    read("\\s+");
    while (sees('_') || sees('^') || sees('\'')) {
      char kind = tex.charAt(next++);
      if (kind == '_') {
        below = argument();
      } else {
        above = kind == '^' ? argument() : element("mo", "′");
      }
      read("\\s+");
    }
    if (below.isEmpty() && above.isEmpty()) {
      return base;
    }
    String under = below.isEmpty() ? "" : sum ? "under" : "sub";
    String over = above.isEmpty() ? "" : sum ? "over" : "sup";
    return element("m" + under + over, base + below + above);
  }

  private static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /** Reads what belongs to a command or script: a group in braces, or the next atom. */
  private String argument() {
    read("\\s+");
    if (!sees('{')) {
      return atom();
    }
    next++;
    String content = row();
    if (!sees('}')) {
      throw problem("no }");
    }
    next++;
    return content;
  }

  private String atom() {
    read("\\s+");
    if (sees('{')) {
      return argument();
    }
    if (sees('\\')) {
      next++;
      return command(read("\\p{L}+|."));
    }
    String number = read("\\d[\\d.]*");
    if (!number.isEmpty()) {
      return element("mn", number);
    }
    String sign = read(".");
    if (sign.isEmpty()) {
      throw problem("an end where something should follow");
    }
    return switch (sign) {
      case "-" -> element("mo", "−");
      case "*" -> element("mo", "∗");
      default -> element(Character.isLetter(sign.charAt(0)) ? "mi" : "mo", Html.escaped(sign));
    };
  }

  private String command(String name) {
    if (SYMBOLS.containsKey(name)) {
      return SYMBOLS.get(name);
    }
    if (FUNCTIONS.contains(name)) {
      read("\\s+");
      String gap = sees('(') || next == tex.length() ? "" : SMALL_SPACE;
      return element("mrow", element("mi", name) + gap);
    }
    return switch (name) {
      case "frac" -> element("mfrac", argument() + argument());
      case "sqrt" -> element("msqrt", argument());
      case "hat" ->
          "<mover accent=\"true\">" + argument() + "<mo stretchy=\"false\">^</mo></mover>";
      case "mathbf" -> element("mi", letters(0x1d41a, 0x1d400));
      case "mathcal" -> element("mi", letters(0x1d4b6, 0x1d49c));
      // Unicode's double-struck R is older than its alphabet, and elsewhere.
      case "mathbb" -> element("mi", letters(0x1d552, 0x1d538).replace("\uD835\uDD49", "ℝ"));
      case "mathrm" -> element("mi", letters());
      case "text" -> element("mtext", letters());
      default -> throw problem("the unknown command \\" + name);
    };
  }

  /** Reads letters into an alphabet of mathematics, by what "a" and "A" are in it. */
  private String letters(int small, int capital) {
    StringBuilder letters = new StringBuilder();
    for (char letter : letters().toCharArray()) {
      boolean isSmall = letter >= 'a' && letter <= 'z';
      boolean isCapital = letter >= 'A' && letter <= 'Z';
      letters.appendCodePoint(
          isSmall ? small + letter - 'a' : isCapital ? capital + letter - 'A' : letter);
    }
    return letters.toString();
  }

  private String letters() {
    String group = read("\\{[^}]*}");
    if (group.isEmpty()) {
      throw problem("no text in braces");
    }
    return group.substring(1, group.length() - 1);
  }
}
