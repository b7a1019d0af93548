package dev.r3.model.policy;

/** Hears of texts as they are written. */
@FunctionalInterface
public interface TextListener {
    /** Hears nothing. */
    TextListener NONE = (request, piece) -> {};

    /**
     * Whole characters were written for a request. The completion's own text decides: it ends with a stop string where
     * pieces may go further, and bytes that a model writes after a character can make both no character at all.
     */
    void written(CompletionRequest request, String piece);
}
