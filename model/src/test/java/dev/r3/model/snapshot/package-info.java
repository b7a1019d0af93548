@NullMarked
package dev.r3.model.snapshot;

import org.jspecify.annotations.NullMarked;
