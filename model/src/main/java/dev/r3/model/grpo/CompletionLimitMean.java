package dev.r3.model.grpo;

/**
 * {@code dr_grpo}: the sum over completions times the longest length allowed, so that length has no influence (TRL
 * 3163–3167; arXiv 2503.20783).
 *
 * @param maxCompletionLength tokens, the limit of generation
 */
public record CompletionLimitMean(int maxCompletionLength) implements Normalisation {
    public CompletionLimitMean {
        if (maxCompletionLength < 1) {
            throw new IllegalArgumentException("max completion length must be at least 1, not " + maxCompletionLength);
        }
    }

    @Override
    public double tokenWeight(StepSize step, MicroBatchSize microBatch, int lossTokens) {
        return 1.0 / (step.completions() * (double) maxCompletionLength);
    }
}
