package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A trained model that was promoted: of its experiment's name and task family the best so far, until the next one.
 *
 * @param number 1 for the first
 * @param experiment that trained it
 * @param model the stage of its training
 * @param by who promoted it by hand; empty if it was the gate
 * @param reason why
 * @param since when it was promoted, in milliseconds since 1970
 */
public record Champion(
        int number, ExperimentId experiment, StageResult model, Optional<String> by, String reason, long since) {
    public Champion {
        if (number < 1) {
            throw new IllegalArgumentException("number is " + number);
        }
        requireNonNull(experiment, "experiment is null");
        requireNonNull(model, "model is null");
        requireNonNull(by, "by is null");
        requireNonNull(reason, "reason is null");
    }

    /** How arms name its weights. */
    public String weights() {
        return ArmName.champion(number);
    }

    /** Whether a model has the same weights. */
    public boolean hasWeightsOf(StageResult another) {
        return model.content().equals(another.content());
    }
}
