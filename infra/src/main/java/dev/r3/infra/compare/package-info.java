/** Finished experiments beside each other. */
@NullMarked
package dev.r3.infra.compare;

import org.jspecify.annotations.NullMarked;
