package dev.r3.model.decoder;

/** Tokens to append to a row of the cache. */
public final class RowExtension {
    private final int row;
    private final Trunk trunk;
    private final int start;
    private final int[] tokens;
    private final int sequenceLength;

    /**
     * @param row the row
     * @param trunk what it goes on from
     * @param start how many tokens of the sequence stay, the trunk's among them; the new ones follow
     * @param tokens at least one
     * @param sequenceLength how long the sequence is that this belongs to: a longrope model turns its keys by that
     */
    public RowExtension(int row, Trunk trunk, int start, int[] tokens, int sequenceLength) {
        if (row < 0 || start < trunk.length() || tokens.length == 0 || sequenceLength < start + tokens.length) {
            throw new IllegalArgumentException("row " + row + " extended at " + start + " by " + tokens.length
                    + " tokens of a sequence of " + sequenceLength);
        }
        this.row = row;
        this.trunk = trunk;
        this.start = start;
        this.tokens = tokens.clone();
        this.sequenceLength = sequenceLength;
    }

    public int row() {
        return row;
    }

    public Trunk trunk() {
        return trunk;
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

    /** The sequence's length afterwards. */
    int end() {
        return start + tokens.length;
    }
}
