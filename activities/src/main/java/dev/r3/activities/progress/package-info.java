/** How far an activity is: who hears of it, and the heartbeats that tell the server. */
@NullMarked
package dev.r3.activities.progress;

import org.jspecify.annotations.NullMarked;
