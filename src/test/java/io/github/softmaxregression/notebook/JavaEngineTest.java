package io.github.softmaxregression.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.notebook.JavaEngine.CellException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JavaEngineTest {
  private final JavaEngine engine = new JavaEngine();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theLastExpressionIsTheValueItself() {
    assertThat(engine.run("var list = new java.util.ArrayList<Integer>();\nlist.add(1);\nlist"))
        .isEqualTo(List.of(1))
        .isInstanceOf(java.util.ArrayList.class);
    assertThat(engine.run("1 + 1")).isEqualTo(2);
    assertThat(engine.run("list.size()")).isEqualTo(1);
    assertThat(engine.run("new int[] {1, 2}")).isEqualTo(new int[] {1, 2});
  }

  @Test
  void declarationsAndWhatEndsWithASemicolonHaveNone() {
    assertThat(engine.run("int a = 1")).isNull();
    assertThat(engine.run("a + 1;")).isNull();
    assertThat(engine.run("a = 3")).isNull();
    assertThat(engine.run("int twice(int x) { return 2 * x; }")).isNull();
    assertThat(engine.run("for (int i = 0; i < 2; i++) {\n  a++;\n}")).isNull();
    assertThat(engine.run("// nothing\nimport java.util.*;")).isNull();
    assertThat(engine.run("twice(a)")).isEqualTo(10);
  }

  @Test
  void theProgramsClassesAreThere() {
    assertThat(
            engine.run(
                "import io.github.softmaxregression.data.FashionClass;\nFashionClass.ANKLE_BOOT"))
        .isEqualTo(io.github.softmaxregression.data.FashionClass.ANKLE_BOOT);
  }

  @Test
  void whatDoesNotCompileIsExplained() {
    assertThatThrownBy(() -> engine.run("int a = \"text\";"))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("incompatible types");
    assertThatThrownBy(() -> engine.run("unknown(1)")).hasMessageContaining("cannot find symbol");
    assertThatThrownBy(() -> engine.run("int b = 1;\nfor (")).isInstanceOf(CellException.class);
    assertThat(engine.run("b")).as("what came before was run").isEqualTo(1);
  }

  @Test
  void whatIsThrownIsNamed() {
    assertThatThrownBy(() -> engine.run("Integer.parseInt(\"x\")"))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "line 1: java.lang.NumberFormatException: For input string: \"x\"\n"
                + "    Integer.parseInt(\"x\")")
        .hasCauseInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> engine.run("int f() { return missing(); }\nf()"))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("missing");
  }

  /** The compiler's message and the line, and nothing else. */
  @Test
  void theLineIsShown() {
    assertThatThrownBy(() -> engine.run("int a = 1;\n\n\nfoo(a);\nint b = 2;"))
        .hasMessage("line 4: cannot find symbol, symbol: method foo(int)\n    foo(a);");
    assertThatThrownBy(() -> engine.run("int c = 1;\nfor (int i = 0; i < 3; i++ {\n  c++;\n}"))
        .hasMessageStartingWith("line 2: ')' expected\n    for (int i = 0; i < 3; i++ {");
    assertThatThrownBy(
            () -> engine.run("int half(int x) {\n  return x / 0;\n}\n\nint d =\n half(1);"))
        .hasMessage("line 6: java.lang.ArithmeticException: / by zero\n    half(1);");
    assertThatThrownBy(() -> engine.run("double f() {\n  int x = 1;\n  return \"a\" * x;\n}"))
        .hasMessageStartingWith("line 3: bad operand types for binary operator '*'")
        .hasMessageEndingWith("\n    return \"a\" * x;");
  }

  /** JShell itself says so only when the method is called, and then something else. */
  @Test
  void aBodyThatNamesWhatIsNotThereIsRefused() {
    assertThatThrownBy(() -> engine.run("int a = 1;\nint f(int x) {\n  return x + O;\n}"))
        .hasMessage("line 3: cannot find symbol, symbol: variable O\n    return x + O;");
    assertThatThrownBy(() -> engine.run("int g() {\n  return missing(2);\n}"))
        .hasMessageStartingWith("line 2: cannot find symbol, symbol: method missing(int)");
    assertThat(engine.run("int one() { return two() - 1; }\nint two() { return 2; }\none()"))
        .as("what comes later in the cell is there")
        .isEqualTo(1);
  }

  /** A claim that does not hold is said, and nothing of where. */
  @Test
  void aFailedCheckIsItsClaim() {
    String check = "io.github.softmaxregression.notebook.Check.";
    assertThatThrownBy(() -> engine.run("\n" + check + "that(\"1 is 2\", 1 == 2);"))
        .hasMessage("1 is 2: does not hold");
    assertThatThrownBy(() -> engine.run(check + "near(\"1\", 1, Double.NaN, 9);"))
        .hasMessage("1: expected 1.00000, found NaN");
    assertThat(engine.run(check + "near(\"1\", 1, 1.01, 0.02);")).isNull();
  }

  @Test
  void completionIsOffered() {
    engine.run("String word = \"a\";");
    int[] anchor = {0};
    assertThat(engine.completions("word.isEm", 9, anchor)).contains("isEmpty()");
    assertThat(anchor).containsExactly(5);
    assertThat(engine.isComplete("int c = 1;")).isTrue();
    assertThat(engine.isComplete("for (;;) {")).isFalse();
  }
}
