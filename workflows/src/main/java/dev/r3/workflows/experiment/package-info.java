/** The workflow of one experiment. Deterministic code only: what touches the world is an activity. */
@NullMarked
package dev.r3.workflows.experiment;

import org.jspecify.annotations.NullMarked;
