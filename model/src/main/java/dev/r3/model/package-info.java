/** The model engine: checkpoints, tokenizer, decoder, generation and training. */
@NullMarked
package dev.r3.model;

import org.jspecify.annotations.NullMarked;
