package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the tracking server is to know.
 *
 * @param run names one run of the experiment: the id of its first workflow execution
 * @param startedAt when the experiment started, in milliseconds since 1970
 * @param at when it came to this state, in milliseconds since 1970
 */
public record TrackingInput(
        ExperimentInput experiment, String run, long startedAt, long at, List<NamedStage> stages, State state) {

    /** How the experiment stands. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED
    }

    public TrackingInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(run, "run is null");
        stages = List.copyOf(stages);
        requireNonNull(state, "state is null");
    }
}
