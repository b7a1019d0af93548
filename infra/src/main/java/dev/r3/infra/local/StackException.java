package dev.r3.infra.local;

import org.jspecify.annotations.Nullable;

/** The local stack cannot do what was asked. The message is for a person and names the log to look at. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StackException(String message) {
        this(message, null);
    }

    StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
