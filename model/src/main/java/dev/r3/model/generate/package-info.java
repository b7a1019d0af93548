/** Writing with a decoder: requests over conversation trees, batched continuously over the rows of a cache. */
@NullMarked
package dev.r3.model.generate;

import org.jspecify.annotations.NullMarked;
