/** Function calling in the layout of APIGen and xlam: a query, the tools offered, and the calls that answer it. */
@NullMarked
package dev.r3.verifiers.functioncalling;

import org.jspecify.annotations.NullMarked;
