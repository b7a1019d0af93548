/** The tools that a task offers, and the types of their parameters. */
@NullMarked
package dev.r3.verifiers.functioncalling.tool;

import org.jspecify.annotations.NullMarked;
