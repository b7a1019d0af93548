package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/** A training whose kept steps the tracking server is to show. */
public record EpochTrackingInput(RunKey run, TrainingInput training) {
    public EpochTrackingInput {
        requireNonNull(run, "run is null");
        requireNonNull(training, "training is null");
    }
}
