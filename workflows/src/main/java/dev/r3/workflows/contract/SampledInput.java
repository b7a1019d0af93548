package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * What weights are sampled by: courses of test tasks with their own reflections.
 *
 * @param model whose weights these are
 * @param weights how arms name them
 */
public record SampledInput(ExperimentInput experiment, StageResult dataset, StageResult model, String weights) {
    public SampledInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(model, "model is null");
        requireNonNull(weights, "weights is null");
    }

    /** The name of the stage. */
    public String stage() {
        return stage(weights);
    }

    /** The name of the stage in which weights of this name are sampled. */
    public static String stage(String weights) {
        return StageKind.SAMPLED.label() + "/" + weights;
    }
}
