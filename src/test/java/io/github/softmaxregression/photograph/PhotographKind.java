package io.github.softmaxregression.photograph;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** The kinds of photographs that are rendered. */
public enum PhotographKind {
  /** A dark thing on a grey desk, in uneven light. */
  DESK(new Range(140, 200), new Range(0.65, 0.9), new Range(0.55, 0.85), 0.5, 0.3, 5),
  /** A light thing on a light ground: little contrast. */
  LIGHT(new Range(205, 235), new Range(0.14, 0.26), new Range(0.55, 0.85), 0.5, 0.05, 3),
  /** A bright thing on black, off centre. */
  BLACK(new Range(8, 30), new Range(-8, -6), new Range(0.45, 0.7), 1, 0.1, 4),
  /** A dark thing on white, cut tightly. */
  TIGHT(new Range(243, 255), new Range(0.6, 0.9), new Range(0.94, 0.99), 1, 0, 2),
  /** A thing on cloth or wood. */
  CLOTH(new Range(120, 170), new Range(0.55, 0.85), new Range(0.55, 0.85), 0.5, 0.15, 4),
  /** A thing that casts a shadow. */
  SHADOW(new Range(185, 225), new Range(0.55, 0.85), new Range(0.5, 0.75), 0.5, 0.15, 4),
  /** A thing on a hanger, or in a hand: something comes in at the picture's edge. */
  HANGER(new Range(175, 225), new Range(0.55, 0.85), new Range(0.5, 0.75), 0.3, 0.15, 4);

  /** Bounds what is drawn anew for each photograph. */
  record Range(double least, double most) {
    double draw(RandomGenerator random) {
      return least + random.nextDouble() * (most - least);
    }
  }

  /** Luminance of the ground. */
  final Range ground;

  /** How much darker than the ground the thing is where its tone is 1, in shares of the ground. */
  final Range depth;

  /** Share of the picture's height or width that the thing takes. */
  final Range fill;

  /** Share of the free room by which the thing may be off centre. */
  final double offCentre;

  /** How much brighter the light is at one side than in the middle. */
  final double unevenness;

  /** Standard deviation in levels. */
  final double noise;

  PhotographKind(
      Range ground, Range depth, Range fill, double offCentre, double unevenness, double noise) {
    this.ground = ground;
    this.depth = depth;
    this.fill = fill;
    this.offCentre = offCentre;
    this.unevenness = unevenness;
    this.noise = noise;
  }

  /** The name of its folder. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
