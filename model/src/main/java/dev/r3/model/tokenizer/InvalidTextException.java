package dev.r3.model.tokenizer;

/** The text is no valid Unicode: it holds half of a surrogate pair, which no encoding can express. */
public final class InvalidTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int position;

    private InvalidTextException(int position, char unit) {
        super(String.format("the text has a lone surrogate U+%04X at UTF-16 position %d", (int) unit, position));
        this.position = position;
    }

    /** Where the lone surrogate is, in UTF-16 units. */
    public int position() {
        return position;
    }

    /** Throws this if the text has a lone surrogate. */
    static void check(String text) {
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (point <= Character.MAX_VALUE && Character.isSurrogate((char) point)) {
                throw new InvalidTextException(at, (char) point);
            }
            at += Character.charCount(point);
        }
    }
}
