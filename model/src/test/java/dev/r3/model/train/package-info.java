@NullMarked
package dev.r3.model.train;

import org.jspecify.annotations.NullMarked;
