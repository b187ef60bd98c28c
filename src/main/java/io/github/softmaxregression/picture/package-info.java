/** From any picture to what a network saw in training. */
package io.github.softmaxregression.picture;
