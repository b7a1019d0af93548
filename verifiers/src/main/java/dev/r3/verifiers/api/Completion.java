package dev.r3.verifiers.api;

import static java.util.Objects.requireNonNull;

/**
 * What a model wrote.
 *
 * @param truncated whether generation ended at the token limit rather than by the model's own stop
 */
public record Completion(String text, boolean truncated) {
    public Completion {
        requireNonNull(text, "text is null");
    }

    /** A completion that the model ended itself. */
    public static Completion whole(String text) {
        return new Completion(text, false);
    }
}
