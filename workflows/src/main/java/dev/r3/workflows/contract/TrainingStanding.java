package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How far a training has come, in this run of its experiment or in an earlier one.
 *
 * @param step that is kept last; 0 if none is
 * @param converged whether training longer promises nothing
 * @param finished the committed model, if it stands
 */
public record TrainingStanding(long step, boolean converged, Optional<StageResult> finished) {
    public TrainingStanding {
        requireNonNull(finished, "finished is null");
    }
}
