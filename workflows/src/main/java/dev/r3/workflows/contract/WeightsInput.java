package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The arms of one model's weights.
 *
 * @param weights how arms name them
 * @param controls evaluated after the arm that reflects
 */
public record WeightsInput(
        ExperimentInput experiment,
        StageResult dataset,
        StageResult model,
        String weights,
        List<SecondTryChoice> controls) {
    public WeightsInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(model, "model is null");
        requireNonNull(weights, "weights is null");
        controls = List.copyOf(controls);
    }
}
