@NullMarked
package dev.r3.model.evaluate;

import org.jspecify.annotations.NullMarked;
