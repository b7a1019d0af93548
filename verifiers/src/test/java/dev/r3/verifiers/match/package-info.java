@NullMarked
package dev.r3.verifiers.match;

import org.jspecify.annotations.NullMarked;
