/**
 * Trains under a visitor's hands: settings from a page, a run that can be paused, what it shows.
 */
package io.github.softmaxregression.web.playground;
