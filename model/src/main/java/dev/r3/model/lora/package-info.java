/**
 * Low-rank adapters (LoRA, arXiv 2106.09685): their configuration and first weights, PEFT's folders of them, and merging
 * them into a model's weights.
 */
@NullMarked
package dev.r3.model.lora;

import org.jspecify.annotations.NullMarked;
