/** Training as a workflow. */
@NullMarked
package dev.r3.workflows.training;

import org.jspecify.annotations.NullMarked;
