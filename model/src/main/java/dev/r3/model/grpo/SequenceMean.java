package dev.r3.model.grpo;

/** {@code grpo}: the mean over completions of each one's token mean (TRL 3153–3157; arXiv 2402.03300). */
public record SequenceMean() implements Normalisation {
    @Override
    public double tokenWeight(StepSize step, MicroBatchSize microBatch, int lossTokens) {
        return 1.0 / (step.completions() * (double) Math.max(1, lossTokens));
    }
}
