@NullMarked
package dev.r3.verifiers.countdown;

import org.jspecify.annotations.NullMarked;
