/** The evaluation of one model's weights as a workflow. */
@NullMarked
package dev.r3.workflows.evaluation;

import org.jspecify.annotations.NullMarked;
