/** The model engine. */
@NullMarked
package dev.r3.model;

import org.jspecify.annotations.NullMarked;
