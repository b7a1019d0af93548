package dev.r3.model.tokenizer;

import static java.util.Objects.requireNonNull;

/**
 * One token of a text.
 *
 * @param id its number in the vocabulary
 * @param piece its entry in the vocabulary, which is not always a part of the text (bytes are spelt differently)
 * @param start the first code point of the text that it covers
 * @param end the code point after the last that it covers
 */
public record TextToken(int id, String piece, int start, int end) {

    public TextToken {
        requireNonNull(piece, "piece is null");
        if (id < 0 || start < 0 || end < start) {
            throw new IllegalArgumentException("no token: id " + id + " from " + start + " to " + end);
        }
    }
}
