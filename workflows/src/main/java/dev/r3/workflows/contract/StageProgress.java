package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/** Where a stage stands. */
public record StageProgress(StageKind kind, State state) {

    /** The states of a stage. */
    public enum State {
        RUNNING,
        DONE
    }

    public StageProgress {
        requireNonNull(kind, "kind is null");
        requireNonNull(state, "state is null");
    }
}
