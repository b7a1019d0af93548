package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How far a training has come, in this run of its experiment or in an earlier one.
 *
 * @param step that is kept last; 0 if none is
 * @param converged whether no step is to follow before the spec's last, as {@link TrainingActivity#epoch} tells
 * @param finished the committed model, if it stands
 */
public record TrainingStanding(long step, boolean converged, Optional<StageResult> finished) {
    public TrainingStanding {
        requireNonNull(finished, "finished is null");
    }
}
