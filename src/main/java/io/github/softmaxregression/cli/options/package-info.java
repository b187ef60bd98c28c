/** Groups of options that commands share; help.properties beside the commands describes each. */
package io.github.softmaxregression.cli.options;
