@NullMarked
package dev.r3.model.optimize;

import org.jspecify.annotations.NullMarked;
