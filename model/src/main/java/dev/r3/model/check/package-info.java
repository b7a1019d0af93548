/** Our engine against what transformers computed for the same folder: reference.json and reference.safetensors. */
@NullMarked
package dev.r3.model.check;

import org.jspecify.annotations.NullMarked;
