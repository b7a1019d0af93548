@NullMarked
package dev.r3.verifiers.numeric;

import org.jspecify.annotations.NullMarked;
