package dev.r3.activities.failure;

import org.jspecify.annotations.Nullable;

/** A stage could not do its work. The message tells a user what, where, what was expected and what to do. */
public abstract sealed class StageFailure extends RuntimeException
        permits ConfigFailure,
                DataFailure,
                StorageFailure,
                TrackerFailure,
                EngineFailure,
                GateFailure,
                DifferenceFailure,
                MemoryFailure {
    private static final long serialVersionUID = 1;

    StageFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
