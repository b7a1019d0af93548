package dev.r3.model.tokenizer;

import static java.util.Objects.requireNonNull;

/** A conversation as the model reads it. */
public record ChatPrompt(String text, Encoding encoding) {

    public ChatPrompt {
        requireNonNull(text, "text is null");
        requireNonNull(encoding, "encoding is null");
    }

    public int[] ids() {
        return encoding.ids();
    }
}
