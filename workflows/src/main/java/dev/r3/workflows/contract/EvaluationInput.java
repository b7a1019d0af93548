package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What an arm is evaluated by.
 *
 * @param model whose weights these are
 * @param reflecting the arm with the same weights' own reflections, for all but itself
 */
public record EvaluationInput(
        ExperimentInput experiment,
        StageResult dataset,
        StageResult model,
        ArmName arm,
        Optional<StageResult> reflecting) {
    public EvaluationInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(model, "model is null");
        requireNonNull(arm, "arm is null");
        requireNonNull(reflecting, "reflecting is null");
        if (reflecting.isPresent() == (arm.secondTry() == SecondTryChoice.REFLECTION)) {
            throw new IllegalArgumentException("arm %s %s"
                    .formatted(
                            arm.label(),
                            reflecting.isPresent() ? "needs no other arm" : "needs the arm that reflects"));
        }
    }
}
