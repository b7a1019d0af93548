package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A tool could not be installed. The message is for a person. */
final class InstallException extends Exception {
    private static final long serialVersionUID = 1;

    InstallException(String message) {
        this(message, null);
    }

    InstallException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
