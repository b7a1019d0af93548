/** The {@code dataset} stage: reads rows, validates and proves them, drops duplicates, splits, and names the content. */
@NullMarked
package dev.r3.activities.dataset;

import org.jspecify.annotations.NullMarked;
