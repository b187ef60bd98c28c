/**
 * Makes images of pictures. A picture is a file from anywhere, of any size and colours; an image is
 * an array as the model takes it, grey and bright on black. The road: file, {@code GreyPicture},
 * {@code Picture} (fitted to the network), pixels in an image set.
 */
package io.github.softmaxregression.picture;
