/**
 * Starts ND4J: chooses its backend, the CPU's or CUDA's, before it looks for one itself, and the
 * number of its threads.
 */
package io.github.softmaxregression.backend;
