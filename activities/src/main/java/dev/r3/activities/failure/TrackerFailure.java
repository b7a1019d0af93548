package dev.r3.activities.failure;

import org.jspecify.annotations.Nullable;

/** The tracking server did not answer, or not as it should: retried. */
public final class TrackerFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    public TrackerFailure(String message) {
        this(message, null);
    }

    public TrackerFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
