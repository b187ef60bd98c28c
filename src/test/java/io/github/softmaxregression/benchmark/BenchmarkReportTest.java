package io.github.softmaxregression.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.figure.FigureFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkReportTest {
  @Test
  void theFigureShowsWhatWasComparedWithTheLimit() throws IOException {
    List<Measurement> measurements =
        List.of(
            Measurement.best("the limit", 1, 0.02).against(0.02),
            Measurement.best("an epoch", 1, 0.03).against(0.02),
            Measurement.best("something else", 1, 0.04));
    BenchmarkReport report = new BenchmarkReport(1, 0, 0.02, measurements, 0);

    assertThat(FigureFile.svg(report.figure()))
        .contains(">the limit</text", ">20.0 ms, 1.00 ×</text")
        .contains(">an epoch</text", ">30.0 ms, 1.50 ×</text")
        .doesNotContain("something else");
  }
}
