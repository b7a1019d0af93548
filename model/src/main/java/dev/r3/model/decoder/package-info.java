/** The decoder: one TorchScript text for every family, its weights, and the arithmetic of a forward pass. */
@NullMarked
package dev.r3.model.decoder;

import org.jspecify.annotations.NullMarked;
