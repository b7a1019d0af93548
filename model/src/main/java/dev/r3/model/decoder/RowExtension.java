package dev.r3.model.decoder;

/**
 * Tokens to append to a row of the cache.
 *
 * @param row the row
 * @param start how many tokens of it stay; the new ones follow
 * @param tokens at least one
 * @param sequenceLength how long the sequence is that this belongs to: a longrope model turns its keys by that
 */
public record RowExtension(int row, int start, int[] tokens, int sequenceLength) {
    public RowExtension {
        if (row < 0 || start < 0 || tokens.length == 0 || sequenceLength < start + tokens.length) {
            throw new IllegalArgumentException("row " + row + " extended at " + start + " by " + tokens.length
                    + " tokens of a sequence of " + sequenceLength);
        }
        tokens = tokens.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    public int size() {
        return tokens.length;
    }

    /** The row's length afterwards. */
    public int end() {
        return start + tokens.length;
    }
}
