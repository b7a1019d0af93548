/** What writes completions: conversations in, completions out. The engine of this module is one of them. */
@NullMarked
package dev.r3.model.policy;

import org.jspecify.annotations.NullMarked;
