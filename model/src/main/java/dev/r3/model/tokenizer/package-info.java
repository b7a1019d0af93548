/** Text to token ids and back, and conversations to prompts, as the checkpoint's own files say. */
@NullMarked
package dev.r3.model.tokenizer;

import org.jspecify.annotations.NullMarked;
