/** A saved model as a page to look at and an HTTP API. */
package io.github.softmaxregression.web;
