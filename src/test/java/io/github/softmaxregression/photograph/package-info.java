/** Photographs that are rendered out of Fashion-MNIST's images, and what is measured with them. */
package io.github.softmaxregression.photograph;
