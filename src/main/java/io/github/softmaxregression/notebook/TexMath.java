package io.github.softmaxregression.notebook;

import io.github.softmaxregression.report.Resource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** Writes formulas in TeX's notation as MathML, which browsers draw without help: KaTeX does it. */
final class TexMath {
  private static final String SOURCE = "/META-INF/resources/webjars/katex/0.16.4/dist/katex.min.js";

  /** Finds the formula in what KaTeX writes, without the wrapping and its TeX. */
  private static final Pattern FORMULA =
      Pattern.compile("<semantics>(.*)<annotation encoding=.*</semantics>", Pattern.DOTALL);

  /** Finds letters of an alphabet of their own: browsers know them by their code points alone. */
  private static final Pattern LETTERS =
      Pattern.compile("<(m[in]) mathvariant=\"([a-z-]+)\">([^<]*)</m[in]>");

  /**
   * Finds the invisible sign between a function and what it is of: browsers leave no space there.
   */
  private static final Pattern APPLICATION =
      Pattern.compile("<mo>\u2061</mo>(?<bracket><mo[^>]*>[(\\[{]</mo>)?");

  /**
   * Gives the code points of "a", "A" and "0" (or 0) in an alphabet of mathematics, and the letters
   * that Unicode had before it had the alphabet.
   */
  private record Alphabet(int small, int capital, int zero, String letters, String older) {}

  private static final Map<String, Alphabet> ALPHABETS =
      Map.of(
          "bold", new Alphabet(0x1d41a, 0x1d400, 0x1d7ce, "", ""),
          "script", new Alphabet(0x1d4b6, 0x1d49c, 0, "BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ"),
          "double-struck", new Alphabet(0x1d552, 0x1d538, 0x1d7d8, "CHNPQRZ", "ℂℍℕℙℚℝℤ"));

  /** Is a line of its own, which a narrow window scrolls: by keys too. */
  private static final String BLOCK = " display=\"block\" tabindex=\"0\"";

  private static Scriptable katex;

  private TexMath() {}

  /**
   * Converts a formula.
   *
   * @param tex without the dollar signs around it
   * @param block whether it stands in a line of its own
   * @throws IllegalArgumentException if KaTeX does not understand it
   */
  static synchronized String toMathMl(String tex, boolean block) {
    try (Context context = Context.enter()) {
      if (katex == null) {
        context.setInterpretedMode(true); // compiling takes longer than some hundred formulas
        Scriptable scope = context.initSafeStandardObjects();
        context.evaluateString(
            scope, Resource.text(TexMath.class, SOURCE), "katex.min.js", 1, null);
        katex = (Scriptable) scope.get("katex", scope);
      }
      context.setInterpretedMode(true);
      Scriptable scope = katex.getParentScope();
      NativeObject options = new NativeObject();
      Map.of("output", "mathml", "strict", "error", "displayMode", block)
          .forEach((name, value) -> ScriptableObject.putProperty(options, name, value));
      Function render = (Function) ScriptableObject.getProperty(katex, "renderToString");
      String html = render.call(context, scope, katex, new Object[] {tex, options}).toString();
      Matcher formula = FORMULA.matcher(html);
      if (!formula.find()) {
        throw new IllegalStateException("KaTeX has written something else: " + html);
      }
      return "<math%s>%s</math>"
          .formatted(block ? BLOCK : "", withSpaces(withLetters(formula.group(1), tex)));
    } catch (JavaScriptException e) {
      throw new IllegalArgumentException("the formula " + tex + ": " + e.details(), e);
    }
  }

  private static String withSpaces(String mathMl) {
    return APPLICATION
        .matcher(mathMl)
        .replaceAll(
            match ->
                match.group(1) == null
                    ? "<mspace width=\"0.1667em\"/>"
                    : Matcher.quoteReplacement(match.group(1)));
  }

  private static String withLetters(String mathMl, String tex) {
    return LETTERS
        .matcher(mathMl)
        .replaceAll(
            match -> {
              if (match.group(2).equals("normal")) {
                return Matcher.quoteReplacement(match.group());
              }
              Alphabet alphabet = ALPHABETS.get(match.group(2));
              if (alphabet == null) {
                throw new IllegalArgumentException(
                    "the formula %s: no letters are known in %s".formatted(tex, match.group(2)));
              }
              String letters = letters(match.group(3), alphabet);
              return "<%1$s>%2$s</%1$s>".formatted(match.group(1), letters);
            });
  }

  private static String letters(String plain, Alphabet alphabet) {
    StringBuilder letters = new StringBuilder();
    for (char sign : plain.toCharArray()) {
      int older = alphabet.letters.indexOf(sign);
      if (older >= 0) {
        letters.append(alphabet.older.charAt(older));
      } else if (sign >= 'a' && sign <= 'z') {
        letters.appendCodePoint(alphabet.small + sign - 'a');
      } else if (sign >= 'A' && sign <= 'Z') {
        letters.appendCodePoint(alphabet.capital + sign - 'A');
      } else if (sign >= '0' && sign <= '9' && alphabet.zero != 0) {
        letters.appendCodePoint(alphabet.zero + sign - '0');
      } else {
        letters.append(sign);
      }
    }
    return letters.toString();
  }
}
