/** Pausing and stopping, and what is done side by side. */
@NullMarked
package dev.r3.workflows.control;

import org.jspecify.annotations.NullMarked;
