package dev.r3.model.decoder;

import java.util.Arrays;
import java.util.List;

/** Token sequences of one or several lengths, padded to a rectangle. Padding never influences a token. */
public final class TokenBatch {
    private final int width;
    private final int[] lengths;
    private final long[] tokens;
    private final boolean[] valid;
    private final long[] positions;

    private TokenBatch(List<int[]> rows, int padding, boolean left) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a batch of no rows");
        }
        lengths = rows.stream().mapToInt(row -> row.length).toArray();
        if (Arrays.stream(lengths).min().orElseThrow() == 0) {
            throw new IllegalArgumentException("a row of no tokens in a batch of lengths " + Arrays.toString(lengths));
        }
        width = Arrays.stream(lengths).max().orElseThrow();
        tokens = new long[Math.multiplyExact(rows.size(), width)];
        valid = new boolean[tokens.length];
        positions = new long[tokens.length];
        Arrays.fill(tokens, padding);
        for (int row = 0; row < lengths.length; row++) {
            int start = row * width + (left ? width - lengths[row] : 0);
            for (int i = 0; i < lengths[row]; i++) {
                tokens[start + i] = rows.get(row)[i];
                valid[start + i] = true;
                positions[start + i] = i;
            }
        }
    }

    /** Rows that begin in the first column. */
    public static TokenBatch paddedRight(List<int[]> rows, int padding) {
        return new TokenBatch(rows, padding, false);
    }

    /** Rows that end in the last column. */
    public static TokenBatch paddedLeft(List<int[]> rows, int padding) {
        return new TokenBatch(rows, padding, true);
    }

    public int rows() {
        return lengths.length;
    }

    /** Columns: the longest row's length. */
    public int width() {
        return width;
    }

    /** Tokens of a row, without padding. */
    public int length(int row) {
        return lengths[row];
    }

    /** Whether a column of a row holds a token and not padding. */
    public boolean isValid(int row, int column) {
        return valid[row * width + column];
    }

    /** Row by row, padding included. */
    long[] tokens() {
        return tokens;
    }

    boolean[] valid() {
        return valid;
    }

    /** Counted from each row's first token; 0 in the padding. */
    long[] positions() {
        return positions;
    }
}
