/** The corpora of the shipped models. */
@NullMarked
package dev.r3.model.pretrain;

import org.jspecify.annotations.NullMarked;
