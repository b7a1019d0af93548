package dev.r3.model.supervised;

/**
 * A part of a text.
 *
 * @param start where it begins, in UTF-16 units
 * @param end where it has ended
 */
record TextSpan(int start, int end) {
    TextSpan {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: " + start + " to " + end);
        }
    }

    /** The same part counted in code points, as the tokenizer counts. */
    TextSpan inCodePoints(String text) {
        int before = text.codePointCount(0, start);
        return new TextSpan(before, before + text.codePointCount(start, end));
    }
}
