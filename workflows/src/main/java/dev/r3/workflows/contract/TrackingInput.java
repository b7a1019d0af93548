package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * What the tracking server is to know of an experiment.
 *
 * @param at when it came to this state, in milliseconds since 1970
 * @param why it ended without being finished, for people: {@code stopped after step 50 of 400 of training}; at most {@value
 *     #MOST_WHY} characters; empty if it is finished or goes on, or from an older R3
 */
public record TrackingInput(RunKey run, long at, List<NamedStage> stages, State state, String why) {
    private static final int MOST_WHY = 1_000;

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
        why = requireNonNullElse(why, "");
        why = why.substring(0, Math.min(why.length(), MOST_WHY));
    }

    /** Of an experiment that goes on, or is finished. */
    public static TrackingInput of(RunKey run, long at, List<NamedStage> stages, State state) {
        return new TrackingInput(run, at, stages, state, "");
    }
}
