/** Pausing and stopping. */
@NullMarked
package dev.r3.workflows.control;

import org.jspecify.annotations.NullMarked;
