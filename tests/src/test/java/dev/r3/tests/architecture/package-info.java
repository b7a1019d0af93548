/** The shape of the house. */
@NullMarked
package dev.r3.tests.architecture;

import org.jspecify.annotations.NullMarked;
