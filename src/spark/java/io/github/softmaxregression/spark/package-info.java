/** Trains, evaluates and predicts where the images are: jobs for an Apache Spark cluster. */
package io.github.softmaxregression.spark;
