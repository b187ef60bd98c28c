/** Takes models to other programs, and theirs in: as plain layers, in files of known formats. */
package io.github.softmaxregression.exchange;
