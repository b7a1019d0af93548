/** The whole method in one process: the pipeline's stages, one after the other, on local folders. */
@NullMarked
package dev.r3.infra.effect;

import org.jspecify.annotations.NullMarked;
