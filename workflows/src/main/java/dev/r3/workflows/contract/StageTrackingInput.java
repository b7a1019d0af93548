package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.Optional;

/**
 * A committed stage that the tracking server is to show as a run of its own.
 *
 * @param dataset whose tasks it used; empty if an older R3 told of it
 */
public record StageTrackingInput(RunKey run, NamedStage stage, Optional<StageResult> dataset) {
    public StageTrackingInput {
        requireNonNull(run, "run is null");
        requireNonNull(stage, "stage is null");
        // What was told before it was named lacks it.
        dataset = requireNonNullElse(dataset, Optional.empty());
    }
}
