package io.github.softmaxregression.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void theMedianOfRunsInAnyOrder() {
    Measurement measurement = Measurement.of("x", 30, new double[] {3, 1, 2, 100, 0.5});

    assertThat(measurement.seconds()).isEqualTo(2);
    assertThat(measurement.imagesPerSecond()).isEqualTo(15);
    assertThat(measurement.runs()).containsExactly(0.5, 1.0, 2.0, 3.0, 100.0);
  }

  @Test
  void aLimitGoesIntoTheTime() {
    Measurement measurement = Measurement.best("x", 30, 1.5);

    assertThat(measurement.imagesPerSecond()).isEqualTo(20);
    assertThat(measurement.timesLimit()).isNull();
    assertThat(measurement.against(0.5).timesLimit()).isEqualTo(3);
    assertThat(measurement.against(0.5).time()).isEqualTo("1.50 s");
  }

  @Test
  void quantilesAreValuesThatOccurred() {
    double[] hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();

    assertThat(Measurement.quantile(hundred, 0.99)).isEqualTo(99);
    assertThat(Measurement.quantile(hundred, 0.5)).isEqualTo(50);
    assertThat(Measurement.quantile(hundred, 1)).isEqualTo(100);
    assertThat(Measurement.quantile(hundred, 0)).isEqualTo(1);
    assertThat(Measurement.quantile(new double[] {7}, 0.99)).isEqualTo(7);
  }
}
