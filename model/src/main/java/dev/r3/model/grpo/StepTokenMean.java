package dev.r3.model.grpo;

/** {@code dapo} and {@code cispo}: the mean over all loss tokens of the step (TRL 3168–3174; arXiv 2503.14476). */
public record StepTokenMean() implements Normalisation {
    @Override
    public double tokenWeight(StepSize step, MicroBatchSize microBatch, int lossTokens) {
        return 1.0 / Math.max(1, step.lossTokens());
    }
}
