package dev.r3.model.generate;

import dev.r3.model.decoder.RowExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Splits what is to be appended into calls of bounded size. */
final class Extensions {
    /** Masks and activations of a call grow with its tokens. */
    private static final int MOST_TOKENS = 2048;

    private static final int MOST_TOKENS_OF_A_ROW = 512;

    private Extensions() {}

    /** A long extension in pieces, the last of which gives the scores. */
    static List<RowExtension> pieces(RowExtension whole) {
        List<RowExtension> pieces = new ArrayList<>();
        int[] tokens = whole.tokens();
        for (int done = 0; done < tokens.length; done += MOST_TOKENS_OF_A_ROW) {
            int[] piece = Arrays.copyOfRange(tokens, done, Math.min(tokens.length, done + MOST_TOKENS_OF_A_ROW));
            pieces.add(
                    new RowExtension(whole.row(), whole.trunk(), whole.start() + done, piece, whole.sequenceLength()));
        }
        return pieces;
    }

    /**
     * Batches of extensions of similar length, as indices.
     *
     * @param tokensPerRow padding must fit the row too
     */
    static List<List<Integer>> batches(List<RowExtension> extensions, int tokensPerRow) {
        List<Integer> longestFirst = new ArrayList<>();
        for (int i = 0; i < extensions.size(); i++) {
            longestFirst.add(i);
        }
        longestFirst.sort(
                Comparator.comparingInt((Integer i) -> -extensions.get(i).size()));
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        int width = 0;
        for (int i : longestFirst) {
            RowExtension extension = extensions.get(i);
            int length = extension.size();
            boolean fits = 2 * length > width
                    && (batch.size() + 1) * width <= MOST_TOKENS
                    && extension.start() - extension.trunk().length() + width <= tokensPerRow;
            if (!fits || batch.isEmpty()) {
                batch = new ArrayList<>();
                batches.add(batch);
                width = length;
            }
            batch.add(i);
        }
        return batches;
    }
}
