package dev.r3.model.supervised;

import static java.util.Objects.requireNonNull;

/** A text to learn as a whole: {@code {"text": …}}. */
public record PlainText(String text) implements SupervisedRecord {
    public PlainText {
        requireNonNull(text, "text is null");
    }
}
