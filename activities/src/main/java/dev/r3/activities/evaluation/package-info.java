/** Arms of an evaluation: the same test tasks, answered and retried by different weights in different ways. */
@NullMarked
package dev.r3.activities.evaluation;

import org.jspecify.annotations.NullMarked;
