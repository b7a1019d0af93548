package dev.r3.activities.failure;

import org.jspecify.annotations.Nullable;

/** The spec asks for something that can't be: never retried. */
public final class ConfigFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    public ConfigFailure(String message) {
        this(message, null);
    }

    public ConfigFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
