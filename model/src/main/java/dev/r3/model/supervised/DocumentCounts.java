package dev.r3.model.supervised;

/**
 * What became of the documents read so far. Tokens are those before cutting; {@code tokens - cutTokens -
 * tokensWithoutLoss} are in batches.
 *
 * @param cutDocuments longer than a row
 * @param cutTokens lost by cutting
 * @param withoutLoss documents left out as no token of theirs carries loss, after cutting
 * @param tokensWithoutLoss theirs, after cutting
 */
public record DocumentCounts(
        long documents, long tokens, long cutDocuments, long cutTokens, long withoutLoss, long tokensWithoutLoss) {
    static final DocumentCounts NONE = new DocumentCounts(0, 0, 0, 0, 0, 0);

    DocumentCounts plus(TrainingDocument whole, TrainingDocument cut) {
        int lost = whole.length() - cut.length();
        boolean learnt = cut.lossTokens() > 0;
        return new DocumentCounts(
                documents + 1,
                tokens + whole.length(),
                cutDocuments + (lost > 0 ? 1 : 0),
                cutTokens + lost,
                withoutLoss + (learnt ? 0 : 1),
                tokensWithoutLoss + (learnt ? 0 : cut.length()));
    }
}
