/** Runs the chapter's notebooks, Markdown and Java, and writes them in three formats. */
package io.github.softmaxregression.notebook;
