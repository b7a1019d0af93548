package dev.r3.model.grpo;

/** How token losses add up to the step's loss: each variant weighs every loss token of a completion alike. */
public sealed interface Normalisation permits SequenceMean, MicroBatchTokenMean, CompletionLimitMean, StepTokenMean {
    /**
     * The weight of each loss token of a completion.
     *
     * @param step all of the optimiser step
     * @param microBatch the micro-batch that the completion is in
     * @param lossTokens of the completion
     */
    double tokenWeight(StepSize step, MicroBatchSize microBatch, int lossTokens);

    /** Whether the loss is the same however the step is cut into micro-batches. */
    default boolean spansTheStep() {
        return true;
    }
}
