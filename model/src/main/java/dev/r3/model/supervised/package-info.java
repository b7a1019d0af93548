/** Text to learn from: lines of a JSONL file to token ids with a loss mask, and those to batches. */
@NullMarked
package dev.r3.model.supervised;

import org.jspecify.annotations.NullMarked;
