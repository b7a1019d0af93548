package dev.r3.activities.failure;

import org.jspecify.annotations.Nullable;

/** The artifact store did not answer, or not as it should: retried. */
public final class StorageFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    public StorageFailure(String message) {
        this(message, null);
    }

    public StorageFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
