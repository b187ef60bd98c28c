package io.github.softmaxregression.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class IndexRangeTest {
  @Test
  void rangesIncludeBothEnds() {
    assertThat(IndexRange.parse("0..5").indices()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(IndexRange.parse("7").indices()).containsExactly(7);
    assertThat(IndexRange.parse("3, 1..2,3").indices()).containsExactly(3, 1, 2, 3);
    assertThat(IndexRange.parse("3..9,4").largest()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "-1", "5..", "..5", "1...3", "1-3", "5..4", "1,,2", "99999999999"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> IndexRange.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "': ");
  }
}
