/** The page's API, the server with its routes, and the model, read again when it is replaced. */
package io.github.softmaxregression.web;
