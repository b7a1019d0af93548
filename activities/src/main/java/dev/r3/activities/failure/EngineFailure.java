package dev.r3.activities.failure;

import org.jspecify.annotations.Nullable;

/** The model engine broke. */
public final class EngineFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    public EngineFailure(String message) {
        this(message, null);
    }

    public EngineFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
