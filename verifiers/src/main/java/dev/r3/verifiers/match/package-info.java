/** Questions whose answer is a fixed text. */
@NullMarked
package dev.r3.verifiers.match;

import org.jspecify.annotations.NullMarked;
