/** Time limits and retries of activities. */
@NullMarked
package dev.r3.workflows.options;

import org.jspecify.annotations.NullMarked;
