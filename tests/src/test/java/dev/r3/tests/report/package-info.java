/** Reports of generated experiments: what is in them, how large they are, how they look in a browser. */
@NullMarked
package dev.r3.tests.report;

import org.jspecify.annotations.NullMarked;
