@NullMarked
package dev.r3.model.reflect;

import org.jspecify.annotations.NullMarked;
