/** Checkpoints as Hugging Face publishes them: config.json and safetensors, read strictly and written back. */
@NullMarked
package dev.r3.model.checkpoint;

import org.jspecify.annotations.NullMarked;
