/** The tracking server as a projection of the artifact store. */
@NullMarked
package dev.r3.activities.tracking;

import org.jspecify.annotations.NullMarked;
