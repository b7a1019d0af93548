package dev.r3.model.decoder;

/**
 * Tokens to append to a row of the cache.
 *
 * @param row the row
 * @param start how many tokens of it stay; the new ones follow
 * @param tokens at least one
 */
public record RowExtension(int row, int start, int[] tokens) {
    public RowExtension {
        if (row < 0 || start < 0 || tokens.length == 0) {
            throw new IllegalArgumentException(
                    "row " + row + " extended at " + start + " by " + tokens.length + " tokens");
        }
        tokens = tokens.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    /** The row's length afterwards. */
    int end() {
        return start + tokens.length;
    }
}
