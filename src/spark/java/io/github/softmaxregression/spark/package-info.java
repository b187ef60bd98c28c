/** The same work where the pictures are: jobs for an Apache Spark cluster. */
package io.github.softmaxregression.spark;
