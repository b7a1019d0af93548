package dev.r3.model.supervised;

import static java.util.Objects.requireNonNull;

/**
 * How documents become batches.
 *
 * @param rowTokens a row's largest length; longer documents are cut
 * @param batchTokens a batch's largest size, padding included
 * @param windowDocuments so many documents are held, packed and sorted at a time; a window's shortest rows may make a
 *     small batch, so it should hold many batches
 * @param paddingToken fills rows up
 * @param seed of the order of documents and batches
 */
public record BatchPlan(
        int rowTokens, int batchTokens, int windowDocuments, Packing packing, int paddingToken, long seed) {
    public BatchPlan {
        requireNonNull(packing, "packing is null");
        if (rowTokens < 2 || batchTokens < rowTokens) {
            throw new IllegalArgumentException(
                    "rows of " + rowTokens + " tokens in batches of " + batchTokens + " tokens");
        }
        if (windowDocuments < 1) {
            throw new IllegalArgumentException("a window of " + windowDocuments + " documents");
        }
        if (paddingToken < 0) {
            throw new IllegalArgumentException("padding token is negative: " + paddingToken);
        }
    }
}
