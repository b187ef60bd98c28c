package io.github.softmaxregression.notebook;

import io.github.softmaxregression.report.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Formulas in TeX's notation as MathML, which browsers draw without help: the part of TeX that the
 * chapter needs, and an exception for anything else. The library that there is for it (SnuggleTeX)
 * writes elements that browsers have dropped since: parentheses would vanish.
 */
final class TexMath {
  private static final Map<String, String> IDENTIFIERS =
      Map.ofEntries(
          Map.entry("alpha", "α"),
          Map.entry("beta", "β"),
          Map.entry("eta", "η"),
          Map.entry("theta", "θ"),
          Map.entry("mu", "μ"),
          Map.entry("sigma", "σ"),
          Map.entry("infty", "∞"),
          Map.entry("ldots", "…"));

  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("times", "×"),
          Map.entry("cdot", "⋅"),
          Map.entry("in", "∈"),
          Map.entry("sim", "∼"),
          Map.entry("le", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("ne", "≠"),
          Map.entry("approx", "≈"),
          Map.entry("pm", "±"),
          Map.entry("leftarrow", "←"),
          Map.entry("to", "→"),
          Map.entry("partial", "∂"),
          Map.entry("sum", "∑"),
          Map.entry("top", "⊤"),
          Map.entry("lvert", "|"),
          Map.entry("rvert", "|"),
          Map.entry("{", "{"),
          Map.entry("}", "}"),
          Map.entry("|", "‖"));

  private static final Set<String> FUNCTIONS = Set.of("exp", "log", "max", "min", "softmax");

  private static final Map<String, String> SPACES =
      Map.of(",", "0.17em", ";", "0.28em", "quad", "1em", "qquad", "2em", " ", "0.25em");

  /** Where the alphabets of mathematics begin in Unicode: what "a" and "A" become. */
  private enum Alphabet {
    BOLD(0x1d41a, 0x1d400),
    SCRIPT(0x1d4b6, 0x1d49c),
    DOUBLE_STRUCK(0x1d552, 0x1d538);

    private final int small;
    private final int capital;

    Alphabet(int small, int capital) {
      this.small = small;
      this.capital = capital;
    }

    String of(int letter) {
      if (this == DOUBLE_STRUCK && letter == 'R') {
        return "ℝ"; // older than its alphabet
      }
      int point =
          letter >= 'a' && letter <= 'z'
              ? small + letter - 'a'
              : letter >= 'A' && letter <= 'Z' ? capital + letter - 'A' : letter;
      return Character.toString(point);
    }
  }

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

  private void skipSpaces() {
    while (next < tex.length() && Character.isWhitespace(tex.charAt(next))) {
      next++;
    }
  }

  /** Everything up to the end, or to the brace that closes. */
  private String row() {
    List<String> parts = new ArrayList<>();
    skipSpaces();
    while (next < tex.length() && !sees('}')) {
      parts.add(withScripts());
      skipSpaces();
    }
    return parts.size() == 1 ? parts.get(0) : "<mrow>" + String.join("", parts) + "</mrow>";
  }

  private String withScripts() {
    boolean sum = tex.startsWith("\\sum", next);
    String base = atom();
    String below = null;
    String above = null;
    skipSpaces();
    while (sees('_') || sees('^') || sees('\'')) {
      char kind = tex.charAt(next++);
      boolean under = kind == '_';
      String script = kind == '\'' ? operator("′") : argument();
      if (under) {
        below = script;
      } else {
        above = script;
      }
      skipSpaces();
    }
    if (below == null && above == null) {
      return base;
    }
    String name = below == null ? "sup" : above == null ? "sub" : "subsup";
    if (sum) { // limits stand under and over it
      name = below == null ? "over" : above == null ? "under" : "underover";
    }
    return element("m" + name, base + (below == null ? "" : below) + (above == null ? "" : above));
  }

  private static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /** What belongs to a command or script: a group in braces, or the next atom. */
  private String argument() {
    skipSpaces();
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
    skipSpaces();
    if (next == tex.length()) {
      throw problem("an end where something should follow");
    }
    char first = tex.charAt(next);
    if (first == '{') {
      return argument();
    }
    if (first == '\\') {
      return command();
    }
    if (Character.isDigit(first)) {
      int start = next;
      while (next < tex.length() && "0123456789.".indexOf(tex.charAt(next)) >= 0) {
        next++;
      }
      return element("mn", tex.substring(start, next));
    }
    next++;
    if (Character.isLetter(first)) {
      return element("mi", String.valueOf(first));
    }
    return operator(first == '-' ? "−" : first == '*' ? "∗" : String.valueOf(first));
  }

  private static String operator(String sign) {
    return element("mo", Html.escaped(sign));
  }

  private String command() {
    int start = ++next;
    while (next < tex.length() && Character.isLetter(tex.charAt(next))) {
      next++;
    }
    if (next == start) { // one sign, such as \{
      next++;
    }
    String name = tex.substring(start, Math.min(next, tex.length()));
    if (IDENTIFIERS.containsKey(name)) {
      return element("mi", IDENTIFIERS.get(name));
    }
    if (OPERATORS.containsKey(name)) {
      return operator(OPERATORS.get(name));
    }
    if (FUNCTIONS.contains(name)) {
      skipSpaces();
      String gap = sees('(') || next == tex.length() ? "" : "<mspace width=\"0.17em\"/>";
      return "<mrow>" + element("mi", name) + gap + "</mrow>";
    }
    if (SPACES.containsKey(name)) {
      return "<mspace width=\"" + SPACES.get(name) + "\"/>";
    }
    return switch (name) {
      case "frac" -> element("mfrac", argument() + argument());
      case "sqrt" -> element("msqrt", argument());
      case "hat" ->
          "<mover accent=\"true\">" + argument() + "<mo stretchy=\"false\">^</mo></mover>";
      case "mathbf" -> element("mi", styled(Alphabet.BOLD));
      case "mathcal" -> element("mi", styled(Alphabet.SCRIPT));
      case "mathbb" -> element("mi", styled(Alphabet.DOUBLE_STRUCK));
      case "mathrm" -> element("mi", letters());
      case "text" -> element("mtext", letters());
      default -> throw problem("the unknown command \\" + name);
    };
  }

  private String styled(Alphabet alphabet) {
    StringBuilder styled = new StringBuilder();
    letters().chars().forEach(letter -> styled.append(alphabet.of(letter)));
    return styled.toString();
  }

  /** The text of a group in braces, as it is. */
  private String letters() {
    int end = tex.indexOf('}', next);
    if (!sees('{') || end < 0) {
      throw problem("no text in braces");
    }
    String text = tex.substring(next + 1, end);
    next = end + 1;
    return text;
  }
}
