/** What steers the optimiser: learning-rate schedules, AdamW's settings, and the gates that stop a run gone wrong. */
@NullMarked
package dev.r3.model.optimize;

import org.jspecify.annotations.NullMarked;
