package dev.r3.model.supervised;

import java.util.Arrays;
import java.util.List;

/**
 * B rows of T columns, filled up on the right, and the places where loss is judged. A token attends to those before it
 * in its own row that have the same document id. Arrays are row by row, place = row * T + column, and copies.
 */
public final class SupervisedBatch {
    private final int rows;
    private final int columns;
    private final long[] tokens; // [B, T]
    private final long[] documents; // [B, T]
    private final long[] positions; // [B, T]
    private final int[] judged;
    private final int tokenCount;

    SupervisedBatch(List<PackedRow> packed, int paddingToken) {
        rows = packed.size();
        columns = packed.stream().mapToInt(PackedRow::length).max().orElseThrow();
        tokens = new long[Math.multiplyExact(rows, columns)];
        documents = new long[tokens.length];
        positions = new long[tokens.length];
        Arrays.fill(tokens, paddingToken);
        int[] places = new int[tokens.length];
        int found = 0;
        int filled = 0;
        for (int row = 0; row < rows; row++) {
            int place = row * columns;
            int id = 0;
            for (TrainingDocument document : packed.get(row).documents()) {
                id++;
                for (int position = 0; position < document.length(); position++, place++) {
                    tokens[place] = document.token(position);
                    documents[place] = id;
                    positions[place] = position;
                    if (document.carriesLoss(position)) {
                        places[found++] = place;
                    }
                }
                filled += document.length();
            }
        }
        judged = Arrays.copyOf(places, found);
        tokenCount = filled;
    }

    /** B. */
    public int rows() {
        return rows;
    }

    /** T, the longest row's length. */
    public int columns() {
        return columns;
    }

    /** Tokens without padding. */
    public int tokenCount() {
        return tokenCount;
    }

    /** [B, T]; the plan's padding token in the padding. */
    public long[] tokens() {
        return tokens.clone();
    }

    /** [B, T]; from 1 in each row, 0 in the padding. */
    public long[] documents() {
        return documents.clone();
    }

    /** [B, T]; from 0 in each document, 0 in the padding. */
    public long[] positions() {
        return positions.clone();
    }

    /** How many tokens carry loss. */
    public int judgedCount() {
        return judged.length;
    }

    /** Places of the tokens that carry loss, ascending; each is predicted from the place before it. */
    public int[] judgedPlaces() {
        return judged.clone();
    }

    public int judgedRow(int index) {
        return judged[index] / columns;
    }

    /** The column of the token that is predicted, from the column before it. */
    public int judgedColumn(int index) {
        return judged[index] % columns;
    }
}
