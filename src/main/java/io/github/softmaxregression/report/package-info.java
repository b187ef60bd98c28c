/** Reports on a saved model: as numbers for programs and as a page for people. */
package io.github.softmaxregression.report;
