@NullMarked
package dev.r3.verifiers.functioncalling.call;

import org.jspecify.annotations.NullMarked;
