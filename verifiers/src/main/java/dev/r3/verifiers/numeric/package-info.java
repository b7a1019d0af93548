/** Questions whose answer is a number, as in GSM8K. */
@NullMarked
package dev.r3.verifiers.numeric;

import org.jspecify.annotations.NullMarked;
