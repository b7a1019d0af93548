/** The ways in which a stage fails, by the boundary that broke. A wrong answer of a model is none of them: it is a verdict. */
@NullMarked
package dev.r3.activities.failure;

import org.jspecify.annotations.NullMarked;
