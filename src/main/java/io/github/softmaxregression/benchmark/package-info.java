/** Measures how fast it all is on this machine: medians of several runs, warmed up. */
package io.github.softmaxregression.benchmark;
