/**
 * Pictures of data, training and model, as SVG and PNG. They need no display and no font on the
 * machine.
 */
package io.github.softmaxregression.figure;
