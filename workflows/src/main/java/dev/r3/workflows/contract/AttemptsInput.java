package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * What answers to the training tasks are sampled by.
 */
public record AttemptsInput(ExperimentInput experiment, StageResult dataset) {
    public AttemptsInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(dataset, "dataset is null");
    }
}
