package io.github.softmaxregression.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TexMathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x | <mi>x</mi>",
        "28.5 | <mn>28.5</mn>",
        "o_j | <msub><mi>o</mi><mi>j</mi></msub>",
        "y' | <msup><mi>y</mi><mo mathvariant=\"normal\" lspace=\"0em\" rspace=\"0em\">′</mo></msup>",
        "\\frac{a}{2} | <mfrac><mi>a</mi><mn>2</mn></mfrac>",
        "\\mathbf{Wx1} | <mi>𝐖</mi><mi>𝐱</mi><mn>𝟏</mn>",
        "\\mathbb{R} | <mi>ℝ</mi>",
        "\\mathcal{NL} | <mi>𝒩</mi><mi>ℒ</mi>",
        "a < b | <mi>a</mi><mo>&lt;</mo><mi>b</mi>",
      })
  void formulas(String tex, String mathMl) {
    assertThat(TexMath.toMathMl(tex, false)).contains(mathMl).startsWith("<math><mrow>");
    assertThat(TexMath.toMathMl(tex, true))
        .contains(mathMl)
        .startsWith("<math display=\"block\" tabindex=\"0\"><mrow>");
  }

  /** A subscript belongs to what stands before it, parentheses as large as what they hold. */
  @Test
  void theStructureIsThatOfTheFormula() {
    assertThat(TexMath.toMathMl("\\hat{y}_j", false))
        .contains("<msub><mover")
        .contains("<mi>j</mi></msub>");
    assertThat(TexMath.toMathMl("\\left(\\frac{a}{b}\\right)", false))
        .contains("<mo fence=\"true\">(</mo><mfrac>");
    assertThat(TexMath.toMathMl("\\log a", false))
        .contains("<mi>log</mi><mspace width=\"0.1667em\"/><mi>a");
    assertThat(TexMath.toMathMl("\\exp(a)", false))
        .contains("<mi>exp</mi><mo stretchy=\"false\">(</mo>");
    assertThat(TexMath.toMathMl("(a)", false)).contains("<mo stretchy=\"false\">(</mo>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\unknown", "\\frac{a}", "{a", "a}", "x_", "\\", "\\mathfrak{a}", "ü"})
  void whatIsNotUnderstoodIsNotDrawn(String tex) {
    assertThatThrownBy(() -> TexMath.toMathMl(tex, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the formula " + tex + ": ");
  }

  @Test
  void everyFormulaOfTheChapterIsUnderstood() {
    for (Notebook notebook : Notebook.chapter()) {
      for (Cell cell : notebook.cells()) {
        if (!cell.code()) {
          assertThat(MarkdownHtml.of(cell.source())).doesNotContain("$").doesNotContain("\\");
        }
      }
    }
  }

  @Test
  void formulasInMarkdown() {
    assertThat(MarkdownHtml.of("Of $a_i$ and *more* `$b$`, at 5 $.\n\n$$x$$"))
        .isEqualTo(
            "<p>Of <math><mrow><msub><mi>a</mi><mi>i</mi></msub></mrow></math> and <em>more</em>"
                + " <code>$b$</code>, at 5 $.</p>\n"
                + "<p><math display=\"block\" tabindex=\"0\"><mrow><mi>x</mi></mrow></math></p>\n");
    assertThat(MarkdownHtml.of("| a | b |\n|---|---|\n| $x$ | 1 |")).contains("<td><math>");
  }
}
