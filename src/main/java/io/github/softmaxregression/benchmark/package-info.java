/**
 * Measures how fast it all is on this machine, in medians of several runs, warmed up, and how near
 * that is to the machine's limit; and how well a model names photographs.
 */
package io.github.softmaxregression.benchmark;
