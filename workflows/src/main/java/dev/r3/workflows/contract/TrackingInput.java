package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the tracking server is to know of an experiment.
 *
 * @param at when it came to this state, in milliseconds since 1970
 */
public record TrackingInput(RunKey run, long at, List<NamedStage> stages, State state) {

    /** How the experiment stands. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED,
        /** Its user stopped or cancelled it. */
        STOPPED
    }

    public TrackingInput {
        requireNonNull(run, "run is null");
        stages = List.copyOf(stages);
        requireNonNull(state, "state is null");
    }
}
