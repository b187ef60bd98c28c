/**
 * The chapter as notebooks: Markdown and Java that is run, with what it gives, in three formats.
 */
package io.github.softmaxregression.notebook;
