/** Models of this machine as the stages use them, and tasks as they see them. */
@NullMarked
package dev.r3.activities.policy;

import org.jspecify.annotations.NullMarked;
