package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A part of a training.
 *
 * @param until the step that it ends with
 */
public record EpochInput(TrainingInput training, long until) {
    public EpochInput {
        requireNonNull(training, "training is null");
    }
}
