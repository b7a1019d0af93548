@NullMarked
package dev.r3.verifiers.answer;

import org.jspecify.annotations.NullMarked;
