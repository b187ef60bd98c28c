package io.github.softmaxregression.notebook;

/**
 * A part of a notebook.
 *
 * @param code whether it is Java to run, or else Markdown to read
 * @param source what is written in it, without a line break at the end
 * @param alternative what a picture that it gives shows, for those who cannot see it; may be empty
 */
public record Cell(boolean code, String source, String alternative) {}
