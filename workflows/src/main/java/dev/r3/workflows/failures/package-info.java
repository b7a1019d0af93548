/** The failure set as a workflow. */
@NullMarked
package dev.r3.workflows.failures;

import org.jspecify.annotations.NullMarked;
