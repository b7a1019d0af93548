/** Training of a policy on its failure set. */
@NullMarked
package dev.r3.activities.training;

import org.jspecify.annotations.NullMarked;
