/** Which trained model is an experiment name's champion, and what it takes to become it. */
@NullMarked
package dev.r3.activities.promotion;

import org.jspecify.annotations.NullMarked;
