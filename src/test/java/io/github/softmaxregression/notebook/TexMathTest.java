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
        "x^2 | <msup><mi>x</mi><mn>2</mn></msup>",
        "y' | <msup><mi>y</mi><mo>′</mo></msup>",
        "W_i^\\top | <msubsup><mi>W</mi><mi>i</mi><mo>⊤</mo></msubsup>",
        "\\frac{a}{2} | <mfrac><mi>a</mi><mn>2</mn></mfrac>",
        "\\sqrt{n} | <msqrt><mi>n</mi></msqrt>",
        "\\mathbf{W} | <mi>𝐖</mi>",
        "\\mathbb{R} | <mi>ℝ</mi>",
        "\\mathcal{N} | <mi>𝒩</mi>",
        "a < b | <mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>",
        "-d | <mrow><mo>−</mo><mi>d</mi></mrow>",
        "\\sum_k x | <mrow><munder><mo>∑</mo><mi>k</mi></munder><mi>x</mi></mrow>",
        "{a b}_c | <msub><mrow><mi>a</mi><mi>b</mi></mrow><mi>c</mi></msub>",
      })
  void formulas(String tex, String mathMl) {
    assertThat(TexMath.toMathMl(tex, false)).isEqualTo("<math>" + mathMl + "</math>");
    assertThat(TexMath.toMathMl(tex, true))
        .isEqualTo("<math display=\"block\">" + mathMl + "</math>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\unknown", "\\frac{a}", "{a", "a}", "x_", "\\mathbf W", "\\"})
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
            "<p>Of <math><msub><mi>a</mi><mi>i</mi></msub></math> and <em>more</em>"
                + " <code>$b$</code>, at 5 $.</p>\n"
                + "<p><math display=\"block\"><mi>x</mi></math></p>\n");
    assertThat(MarkdownHtml.of("| a | b |\n|---|---|\n| $x$ | 1 |")).contains("<td><math>");
  }
}
