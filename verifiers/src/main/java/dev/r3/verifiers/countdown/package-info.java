/** Countdown: make an equation from given numbers that hits a target. */
@NullMarked
package dev.r3.verifiers.countdown;

import org.jspecify.annotations.NullMarked;
