@NullMarked
package dev.r3.verifiers.api;

import org.jspecify.annotations.NullMarked;
