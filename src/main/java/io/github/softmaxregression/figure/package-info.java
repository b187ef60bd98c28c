/** Draws data, training and model as SVG and PNG, without a display or a font on the machine. */
package io.github.softmaxregression.figure;
