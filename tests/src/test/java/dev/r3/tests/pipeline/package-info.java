/** R3 as its users run it: real processes, and real servers where it needs them. */
@NullMarked
package dev.r3.tests.pipeline;

import org.jspecify.annotations.NullMarked;
