/** How good a classifier is: one pass over labelled examples gives an immutable report. */
package io.github.softmaxregression.evaluation;
