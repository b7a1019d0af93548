/** What a task family is: its tasks, prompts, verdicts and identity. Everything here is pure; model text is only data. */
@NullMarked
package dev.r3.verifiers.api;

import org.jspecify.annotations.NullMarked;
