/** Byte-level BPE trained on a corpus, written as Hugging Face's files. */
@NullMarked
package dev.r3.model.tokenizer.training;

import org.jspecify.annotations.NullMarked;
