package dev.r3.verifiers.answer;

/**
 * A part of a text.
 *
 * @param start index of its first UTF-16 unit
 * @param end index after its last
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: %d to %d".formatted(start, end));
        }
    }

    public int length() {
        return end - start;
    }

    /** The part that this span marks. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
