package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * What a model is trained by.
 */
public record TrainingInput(ExperimentInput experiment, StageResult dataset, StageResult failures) {
    public TrainingInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(failures, "failures is null");
    }
}
