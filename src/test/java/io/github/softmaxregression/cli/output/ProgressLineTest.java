package io.github.softmaxregression.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What is drawn on a terminal, by a clock that the test sets. */
class ProgressLineTest {
  private final StringWriter terminal = new StringWriter();
  private long seconds;
  private final ProgressLine line =
      new ProgressLine("verify", new PrintWriter(terminal), () -> seconds * 1_000_000_000);

  /** Takes what was drawn since the last time. */
  private String drawn() {
    line.draw();
    String drawn = terminal.toString();
    terminal.getBuffer().setLength(0);
    return drawn;
  }

  @Test
  void shortWorkShowsNothing() {
    line.at(0, "epoch %d of %d", 1, 10);
    seconds = 1;
    line.at(0.9, "epoch %d of %d", 9, 10);
    assertThat(drawn()).isEmpty();
    line.close();
    assertThat(drawn()).isEmpty();
  }

  @Test
  void theTimeLeftFollowsFromTheShareAndRunsDownBetween() {
    line.at(0, "epoch %d of %d", 1, 10);
    seconds = 3;
    assertThat(drawn()).isEqualTo("\rverify: epoch 1 of 10");
    line.at(0.2, "epoch %d of %d", 3, 10);
    assertThat(drawn()).isEqualTo("\rverify: epoch 3 of 10, about 12 s left");
    seconds = 8;
    assertThat(drawn()).isEqualTo("\rverify: epoch 3 of 10, about 7 s left ");
    seconds = 60; // longer than was thought
    assertThat(drawn()).contains(", about 1 s left");
  }

  @Test
  void longTimesAreToldInMinutesAndHours() {
    line.at(0, "fold");
    seconds = 60;
    line.at(0.1, "fold");
    assertThat(drawn()).isEqualTo("\rverify: fold, about 9 min left");
    line.at(0.001, "fold");
    assertThat(drawn()).contains("about 17 h left");
  }

  /** A run that goes on in the middle has not done the first half within no time. */
  @Test
  void whatWasDoneBeforeDoesNotCount() {
    line.at(0.5, "epoch");
    seconds = 10;
    line.at(0.75, "epoch");
    assertThat(drawn()).isEqualTo("\rverify: epoch, about 10 s left");
  }

  @Test
  void itIsWipedOut() {
    line.at(0, "x".repeat(100));
    seconds = 2;
    assertThat(drawn()).hasSize(80).startsWith("\rverify: xx");
    line.clear();
    assertThat(terminal.toString()).isEqualTo("\r" + " ".repeat(81) + "\r");
    terminal.getBuffer().setLength(0);
    assertThat(drawn()).startsWith("\rverify: xx"); // once more, after something else was printed
    line.close();
    line.close();
    assertThat(drawn()).isEqualTo("\r" + " ".repeat(81) + "\r");
  }
}
