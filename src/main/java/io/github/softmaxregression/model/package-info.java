/** The classifier: its settings, its network, and the little that training needs to know of it. */
package io.github.softmaxregression.model;
