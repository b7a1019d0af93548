/** Reads tool calls out of what a model wrote: a file for each format, all of them bounded and none evaluated. */
@NullMarked
package dev.r3.verifiers.functioncalling.call;

import org.jspecify.annotations.NullMarked;
