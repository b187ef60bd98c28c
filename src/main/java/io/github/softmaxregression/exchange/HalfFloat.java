package io.github.softmaxregression.exchange;

/** Widens numbers of 16 bits. */
final class HalfFloat {
  private HalfFloat() {}

  /** Widens binary16 of IEEE 754: Java can do it from 20 on. */
  static float widened(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        exponent == 0
            ? fraction * 0x1p-24f
            : exponent == 0x1f
                ? (fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                : Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
    return bits < 0 ? -magnitude : magnitude;
  }

  /** Widens bfloat16, the upper half of a float. */
  static float widenedBrain(short bits) {
    return Float.intBitsToFloat(bits << Short.SIZE);
  }
}
