package dev.r3.model.decoder;

/** Tokens to append to a row of the cache. */
public final class RowExtension {
    private final int row;
    private final int start;
    private final int[] tokens;
    private final int sequenceLength;

    /**
     * @param row the row
     * @param start how many tokens of it stay; the new ones follow
     * @param tokens at least one
     * @param sequenceLength how long the sequence is that this belongs to: a longrope model turns its keys by that
     */
    public RowExtension(int row, int start, int[] tokens, int sequenceLength) {
        if (row < 0 || start < 0 || tokens.length == 0 || sequenceLength < start + tokens.length) {
            throw new IllegalArgumentException("row " + row + " extended at " + start + " by " + tokens.length
                    + " tokens of a sequence of " + sequenceLength);
        }
        this.row = row;
        this.start = start;
        this.tokens = tokens.clone();
        this.sequenceLength = sequenceLength;
    }

    public int row() {
        return row;
    }

    public int start() {
        return start;
    }

    public int[] tokens() {
        return tokens.clone();
    }

    public int sequenceLength() {
        return sequenceLength;
    }

    public int size() {
        return tokens.length;
    }

    /** The row's length afterwards. */
    int end() {
        return start + tokens.length;
    }
}
