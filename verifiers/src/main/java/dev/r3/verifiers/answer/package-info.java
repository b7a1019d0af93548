/** Where the final answer stands in a completion; shared by the families that ask for an answer block. */
@NullMarked
package dev.r3.verifiers.answer;

import org.jspecify.annotations.NullMarked;
