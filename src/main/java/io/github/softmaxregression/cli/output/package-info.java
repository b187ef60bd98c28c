/**
 * Writes what commands have to say: tables, formats, progress, files beside a zip, error lines, QR
 * codes.
 */
package io.github.softmaxregression.cli.output;
