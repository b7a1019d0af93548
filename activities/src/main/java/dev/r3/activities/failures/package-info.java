/** The failure set: answers to the training tasks, every one kept, and what training draws from them. */
@NullMarked
package dev.r3.activities.failures;

import org.jspecify.annotations.NullMarked;
