@NullMarked
package dev.r3.model.tokenizer;

import org.jspecify.annotations.NullMarked;
