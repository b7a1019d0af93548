/** What activities need of the outside: an artifact store and a tracking server. */
@NullMarked
package dev.r3.activities.port;

import org.jspecify.annotations.NullMarked;
