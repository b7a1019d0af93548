package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A training whose kept steps the tracking server is to show.
 *
 * @param after the step that the server has been told of last; 0 to tell it of all, as of histories from before this was
 *     told
 */
public record EpochTrackingInput(RunStart run, TrainingInput training, long after) {
    public EpochTrackingInput {
        requireNonNull(run, "run is null");
        requireNonNull(training, "training is null");
    }

    /** The run that trains. */
    public RunKey key() {
        return run.of(training.experiment());
    }
}
