/** Models behind OpenAI-compatible servers. */
@NullMarked
package dev.r3.activities.endpoint;

import org.jspecify.annotations.NullMarked;
