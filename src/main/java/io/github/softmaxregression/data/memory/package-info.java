/**
 * Native memory: values of arrays where plain Java reads and writes them, and the arrays of one
 * minibatch, filled again and again, by a background thread while training works on the last.
 */
package io.github.softmaxregression.data.memory;
