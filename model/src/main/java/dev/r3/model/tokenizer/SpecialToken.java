package dev.r3.model.tokenizer;

import static java.util.Objects.requireNonNull;

/** A token with a role of its own, such as the end of a text. */
public record SpecialToken(String text, int id) {

    public SpecialToken {
        requireNonNull(text, "text is null");
        if (id < 0) {
            throw new IllegalArgumentException("id is negative: " + id);
        }
    }
}
