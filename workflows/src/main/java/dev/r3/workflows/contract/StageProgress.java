package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Where a stage stands.
 *
 * @param name such as {@code dataset} or {@code evaluation/vanilla}
 */
public record StageProgress(String name, State state) {

    /** The states of a stage. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        /** Its user stopped or cancelled the experiment, or another stage failed. */
        STOPPED
    }

    public StageProgress {
        requireNonNull(name, "name is null");
        requireNonNull(state, "state is null");
    }
}
