/**
 * Reads zips from anywhere, written by plain Deeplearning4j or made to do harm: names, sizes and
 * classes are checked before anything is made of them. Knows nothing of this program's own entries.
 */
package io.github.softmaxregression.store.foreign;
