/** Episodes: a first answer, reflections on its failure, retries with them, and what the verifier says of each. */
@NullMarked
package dev.r3.model.reflect;

import org.jspecify.annotations.NullMarked;
