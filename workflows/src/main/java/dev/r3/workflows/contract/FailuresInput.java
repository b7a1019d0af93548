package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * What answers are judged and chosen by.
 */
public record FailuresInput(ExperimentInput experiment, StageResult dataset, StageResult attempts) {
    public FailuresInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(attempts, "attempts is null");
    }
}
