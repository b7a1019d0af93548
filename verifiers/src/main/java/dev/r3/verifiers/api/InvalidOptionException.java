package dev.r3.verifiers.api;

/** An option is unknown or its value is out of range. The message says which, and what was expected. */
public final class InvalidOptionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidOptionException(String message) {
        super(message);
    }
}
