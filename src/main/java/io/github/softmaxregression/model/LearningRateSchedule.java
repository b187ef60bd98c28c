package io.github.softmaxregression.model;

import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** How the learning rate changes from epoch to epoch. */
public enum LearningRateSchedule {
  /** Not at all. */
  CONSTANT,
  /**
   * Half a cosine down to almost 0: η(1 + cos(πe/E))/2 in epoch e of E, counted from 0 (Loshchilov
   * and Hutter, arXiv 1608.03983, without restarts).
   */
  COSINE;

  /**
   * Computes the learning rate of an epoch.
   *
   * @param initial of the first epoch
   * @param epoch 0 for the first
   * @param epochs of the whole run
   */
  public double learningRate(double initial, int epoch, int epochs) {
    return this == CONSTANT ? initial : initial * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
  }

  /**
   * Gives Deeplearning4j's updater the learning rates, by a class of its own, so that it can read
   * the saved network.
   */
  void applyTo(IUpdater updater, double initial, int epochs) {
    if (this == CONSTANT) {
      return;
    }
    Map<Integer, Double> rates = new TreeMap<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      rates.put(epoch, learningRate(initial, epoch, epochs));
    }
    updater.setLrAndSchedule(Double.NaN, new MapSchedule(ScheduleType.EPOCH, rates));
  }
}
