/** The one epoch loop, for every classifier. */
package io.github.softmaxregression.training;
