package dev.r3.activities.failure;

import org.jspecify.annotations.Nullable;

/** The data is not what the spec says, or does not prove itself: never retried. */
public final class DataFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    public DataFailure(String message) {
        this(message, null);
    }

    public DataFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
