/** Classifying pictures with a saved model. */
package io.github.softmaxregression.inference;
