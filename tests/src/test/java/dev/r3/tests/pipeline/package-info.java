/** The pipeline as its users run it: real processes on real servers. */
@NullMarked
package dev.r3.tests.pipeline;

import org.jspecify.annotations.NullMarked;
