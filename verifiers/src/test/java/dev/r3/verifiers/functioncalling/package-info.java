@NullMarked
package dev.r3.verifiers.functioncalling;

import org.jspecify.annotations.NullMarked;
