@NullMarked
package dev.r3.model.tokenizer.training;

import org.jspecify.annotations.NullMarked;
