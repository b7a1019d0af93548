package dev.r3.model.supervised;

import java.util.Arrays;

/**
 * A document as T tokens, and which of them carry loss: those are predicted from the tokens before them. The first token
 * never does.
 */
public final class TrainingDocument {
    private final int[] tokens; // [T]
    private final boolean[] lossMask; // [T]

    /**
     * @param tokens at least one
     * @param lossMask a flag for each token; the first one's is ignored
     */
    public TrainingDocument(int[] tokens, boolean[] lossMask) {
        if (tokens.length == 0 || tokens.length != lossMask.length) {
            throw new IllegalArgumentException(tokens.length + " tokens with " + lossMask.length + " loss flags");
        }
        this.tokens = tokens.clone();
        this.lossMask = lossMask.clone();
        this.lossMask[0] = false;
    }

    /** T. */
    public int length() {
        return tokens.length;
    }

    public int token(int position) {
        return tokens[position];
    }

    public boolean carriesLoss(int position) {
        return lossMask[position];
    }

    /** How many tokens carry loss. */
    public int lossTokens() {
        int count = 0;
        for (boolean carries : lossMask) {
            count += carries ? 1 : 0;
        }
        return count;
    }

    public int[] tokens() {
        return tokens.clone();
    }

    /** Its beginning, at most so many tokens. */
    TrainingDocument cutTo(int longest) {
        return tokens.length <= longest
                ? this
                : new TrainingDocument(Arrays.copyOf(tokens, longest), Arrays.copyOf(lossMask, longest));
    }
}
