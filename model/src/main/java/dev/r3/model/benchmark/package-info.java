/** How fast the engine is on this machine, beside what the machine could do. */
@NullMarked
package dev.r3.model.benchmark;

import org.jspecify.annotations.NullMarked;
