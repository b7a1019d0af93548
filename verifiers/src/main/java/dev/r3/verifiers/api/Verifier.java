package dev.r3.verifiers.api;

import java.util.Optional;

/**
 * Judges answers. A pure function of its arguments: no clock, no randomness, no state, no input or output, and bounded
 * work (at most 50 ms) whatever the text. An answer beyond a bound of size, depth or digits is {@link Verdict.Failed}
 * with the family's format error; only a truncated completion without a whole answer is {@link Verdict.Unscorable}.
 */
public interface Verifier<T extends Task> {

    Verdict verify(T task, Completion completion);

    /** The text of the final answer in a completion, as the parser sees it; empty if there is none. */
    Optional<String> answerText(Completion completion);

    /** A completion that passes, when the data gives the answer. */
    Optional<String> goldAnswer(T task);
}
