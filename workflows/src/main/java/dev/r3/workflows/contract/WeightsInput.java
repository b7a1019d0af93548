package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The arms of one model's weights.
 *
 * @param weights how arms name them
 * @param controls evaluated after the arm that reflects
 * @param check the data set that forgetting is checked on; empty for the experiment's own test tasks
 */
public record WeightsInput(
        ExperimentInput experiment,
        StageResult dataset,
        StageResult model,
        String weights,
        List<SecondTryChoice> controls,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String check) {
    public WeightsInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(model, "model is null");
        requireNonNull(weights, "weights is null");
        controls = List.copyOf(controls);
        // As with arms' names.
        check = requireNonNullElse(check, "");
    }

    /** One of the arms. */
    public ArmName arm(SecondTryChoice secondTry) {
        return new ArmName(weights, secondTry, check);
    }
}
