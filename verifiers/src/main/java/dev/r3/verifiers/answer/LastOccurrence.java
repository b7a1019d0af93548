package dev.r3.verifiers.answer;

/**
 * Finds the last place of a word by forward searches through pieces from the end: a forward search uses vector
 * instructions, {@link String#lastIndexOf(String)} does not and takes up to 30 ms for 16 million characters.
 */
public final class LastOccurrence {

    /** A completion's answer mostly stands in its last few hundred characters. */
    private static final int FIRST_PIECE = 512;

    private static final int PIECE = 1 << 16;

    private LastOccurrence() {}

    /** The index at which a word that is not empty stands last in a text and ends at {@code end} at most; −1 if none. */
    public static int of(String word, String text, int end) {
        int pieceEnd = end;
        int length = FIRST_PIECE;
        while (pieceEnd >= word.length()) {
            int start = Math.max(0, pieceEnd - length);
            int found = within(text.substring(start, pieceEnd), word);
            if (found >= 0) {
                return start + found;
            }
            if (start == 0) {
                return -1;
            }
            // The word may begin before the piece and end in it.
            pieceEnd = start + word.length() - 1;
            length = PIECE;
        }
        return -1;
    }

    private static int within(String piece, String word) {
        int last = -1;
        for (int found = piece.indexOf(word); found >= 0; found = piece.indexOf(word, found + 1)) {
            last = found;
        }
        return last;
    }
}
