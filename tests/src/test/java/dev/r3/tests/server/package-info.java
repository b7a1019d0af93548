/** The real servers that tests run against, and the word of which they were. */
@NullMarked
package dev.r3.tests.server;

import org.jspecify.annotations.NullMarked;
