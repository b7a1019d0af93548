/** Statistics of evaluations: intervals of shares, and tests between models that answered the same tasks. */
@NullMarked
package dev.r3.model.evaluate;

import org.jspecify.annotations.NullMarked;
