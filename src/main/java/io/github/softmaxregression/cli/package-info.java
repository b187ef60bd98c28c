/** Holds one class for each command; its {@code call} reads as a table of contents. */
package io.github.softmaxregression.cli;
