@NullMarked
package dev.r3.model.check;

import org.jspecify.annotations.NullMarked;
