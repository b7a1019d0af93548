package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A decision to carry out.
 *
 * @param trained the model that it is about
 * @param decided the gate's stage
 */
public record PromotionInput(ExperimentInput experiment, StageResult trained, StageResult decided) {
    public PromotionInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(trained, "trained is null");
        requireNonNull(decided, "decided is null");
    }
}
