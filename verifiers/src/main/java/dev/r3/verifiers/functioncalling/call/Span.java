package dev.r3.verifiers.functioncalling.call;

/** A part of a text, from {@code start} up to and without {@code end}. */
record Span(int start, int end) {
    Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span runs from %d to %d".formatted(start, end));
        }
    }
}
