/** A small Countdown model from nothing: its corpus, its tokenizer, fresh weights, and their training. */
@NullMarked
package dev.r3.model.pretrain;

import org.jspecify.annotations.NullMarked;
