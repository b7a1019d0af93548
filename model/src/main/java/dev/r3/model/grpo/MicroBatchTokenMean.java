package dev.r3.model.grpo;

/**
 * {@code bnpo}: the mean over micro-batches of each one's token mean (TRL 3158–3162). By this definition the loss depends
 * on how the step is cut.
 */
public record MicroBatchTokenMean() implements Normalisation {
    @Override
    public double tokenWeight(StepSize step, MicroBatchSize microBatch, int lossTokens) {
        return 1.0 / (step.microBatches() * (double) Math.max(1, microBatch.lossTokens()));
    }

    @Override
    public boolean spansTheStep() {
        return false;
    }
}
