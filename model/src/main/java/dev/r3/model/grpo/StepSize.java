package dev.r3.model.grpo;

import java.util.Collection;

/** What an optimiser step consists of, known before its first forward. */
public record StepSize(long completions, long lossTokens, int microBatches) {
    public StepSize {
        if (completions < 1 || lossTokens < 0 || microBatches < 1) {
            throw new IllegalArgumentException("a step of " + completions + " completions, " + lossTokens
                    + " loss tokens and " + microBatches + " micro-batches");
        }
    }

    /** The sum of all micro-batches of a step. */
    public static StepSize of(Collection<MicroBatchSize> microBatches) {
        return new StepSize(
                microBatches.stream().mapToLong(MicroBatchSize::completions).sum(),
                microBatches.stream().mapToLong(MicroBatchSize::lossTokens).sum(),
                microBatches.size());
    }
}
