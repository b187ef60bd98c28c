/** Limits, errors and metrics of HTTP; knows nothing of models. */
package io.github.softmaxregression.web.http;
