package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/** A committed stage that the tracking server is to show as a run of its own. */
public record StageTrackingInput(RunKey run, NamedStage stage) {
    public StageTrackingInput {
        requireNonNull(run, "run is null");
        requireNonNull(stage, "stage is null");
    }
}
