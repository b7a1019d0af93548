/** Files of rows, by way of DuckDB. */
@NullMarked
package dev.r3.activities.table;

import org.jspecify.annotations.NullMarked;
