/** Holds the calls of an answer against the gold calls, under a policy. */
@NullMarked
package dev.r3.verifiers.functioncalling.match;

import org.jspecify.annotations.NullMarked;
