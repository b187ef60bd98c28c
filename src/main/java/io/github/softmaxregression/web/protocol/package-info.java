/** The Open Inference Protocol, version 2, over REST, with its extension for binary tensors. */
package io.github.softmaxregression.web.protocol;
