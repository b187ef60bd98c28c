/** Finds the thing that a photograph shows, on whatever ground it lies. */
package io.github.softmaxregression.picture.cutout;
