@NullMarked
package dev.r3.model.supervised;

import org.jspecify.annotations.NullMarked;
