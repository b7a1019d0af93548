package dev.r3.model.grpo;

import java.util.Collection;

/**
 * What a micro-batch adds to the normalisers.
 *
 * @param completions in the loss, also those without a loss token or whose forward is skipped
 * @param lossTokens of all of them
 */
public record MicroBatchSize(int completions, long lossTokens) {
    public MicroBatchSize {
        if (completions < 0 || lossTokens < 0) {
            throw new IllegalArgumentException(completions + " completions with " + lossTokens + " loss tokens");
        }
    }

    /** The size of a micro-batch given how many loss tokens each completion has. */
    public static MicroBatchSize of(Collection<Integer> lossTokens) {
        return new MicroBatchSize(
                lossTokens.size(),
                lossTokens.stream().mapToLong(Integer::longValue).sum());
    }
}
