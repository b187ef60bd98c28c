package io.github.softmaxregression.store.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VectorFormatTest {
  private static byte[] written(INDArray array) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Nd4j.write(array, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE", "HALF"})
  void readsWhatNd4jWrites(DataType type) throws IOException {
    INDArray vector =
        Nd4j.createFromArray(0, -1.5, 3e-5, 1e4, 6e-8, -0.1).reshape(1, 6).castTo(type);
    INDArray read = VectorFormat.read(written(vector));
    assertThat(read).isEqualTo(vector);
    assertThat(read.dataType()).isEqualTo(type);
  }

  @Test
  void otherArraysAreRefused() throws IOException {
    byte[] matrix = written(Nd4j.zeros(2, 3));
    byte[] integers = written(Nd4j.createFromArray(1, 2, 3));
    assertThatThrownBy(() -> VectorFormat.read(matrix)).hasMessage("an array of shape [2, 3]");
    assertThatThrownBy(() -> VectorFormat.read(integers)).hasMessage("values of type INT");
  }

  /**
   * Wherever a byte is changed or the end comes early: an exception of the one kind, or a vector.
   */
  @Test
  void damagedOnesAreRefusedOrRead() throws IOException {
    byte[] sound = written(Nd4j.createFromArray(1f, 2, 3, 4).reshape(1, 4));
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = java.util.Arrays.copyOf(sound, sound.length - random.nextInt(3));
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(VectorFormat.read(bytes).length()).isEqualTo(4);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(10_000, 20_000);
  }
}
